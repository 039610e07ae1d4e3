"""The same map as most would write it: folium builds it anew in every run, ``st_folium`` shows it.

Leaflet comes from this machine, as it does in the app, so that both are measured without the internet.
"""

import folium
import geopandas as gpd
import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

from geo.atlas import make_map
from geo.model import View
from ui import data
from ui.files import FOLDERS

# Streamlit serves the folder of a declared component.
LEAFLET = f"/component/{declare_component('leaflet', path=str(FOLDERS['leaflet'])).name}"
folium.Map.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
folium.Map.default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css")]


@st.cache_resource
def draw(year: int) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, list[tuple[float, float, str]], list[str]]:
    """Return what does not depend on the drawing: units with their colours, wards, sites, big numbers."""
    drawn = make_map(data.load_atlas(), View(year=year))
    frame = drawn.layer.frame
    units = gpd.GeoDataFrame(
        {
            "name": list(frame["name"]),
            "status": list(frame["text"]),
            "colour": [drawn.classes.entries[place].colour for place in frame["class"]],
        },
        geometry=list(frame.geometry),
        crs=frame.crs,
    ).to_crs(4326)
    points = gpd.GeoSeries(gpd.points_from_xy(drawn.sites["x"], drawn.sites["y"]), crs=frame.crs).to_crs(4326)
    sites = [(point.y, point.x, name) for point, name in zip(points, drawn.sites["name"], strict=True)]
    wards = drawn.wards[["name", "geometry"]].to_crs(4326)
    return units, wards, sites, [f"{figure.value} {figure.label}" for figure in drawn.strip]


def style(feature: dict[str, dict[str, str]]) -> dict[str, object]:
    return {
        "fillColor": feature["properties"]["colour"],
        "color": "#5b6b7a",
        "weight": 0.6,
        "fillOpacity": 1,
        "className": f"unit year{year}",
    }


st.set_page_config(layout="wide")
with st.sidebar:
    shown = st.query_params.get("year", "2018")
    year = int(
        st.segmented_control("Năm", ["2016", "2017", "2018"], default=shown, required=True, key=f"y{shown}")
    )
units, wards, sites, figures = draw(year)
for column, words in zip(st.columns(len(figures)), figures, strict=True):
    column.text(words)
west, south, east, north = units.total_bounds
city = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=12, tiles=None)
folium.GeoJson(
    units, style_function=style, tooltip=folium.GeoJsonTooltip(["name", "status"], labels=False)
).add_to(city)
folium.GeoJson(wards, style_function=lambda _: {"fill": False, "color": "#33414e", "weight": 1.6}).add_to(
    city
)
for latitude, longitude, name in sites:
    folium.CircleMarker([latitude, longitude], radius=4, tooltip=folium.Tooltip(name)).add_to(city)
st_folium(city, use_container_width=True, height=560)
st.dataframe(units.drop(columns=["geometry", "colour"]), height=300)
