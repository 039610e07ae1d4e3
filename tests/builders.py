"""Nouns built in code, without files: a row of wards with square hamlets, tables as dictionaries."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.atlas import complete_atlas
from geo.model import (
    CRS,
    Atlas,
    Boundaries,
    Catalogue,
    City,
    Indicator,
    LegendClass,
    Measure,
    Observations,
    Text,
    View,
    Withheld,
)

SIDE = 500.0
NO_DATA = LegendClass("no_data", Text("Chưa có số liệu", "No data"), "#d9d9d9", "backhatch")
HIDDEN = LegendClass("withheld", Text("Ẩn", "Withheld"), "#efe6f2", "horizontal")
NOT_MET = LegendClass("not_met", Text("Chưa đạt", "Did not meet"), "#e66101", "hatch", exception=True)
MET = LegendClass("met", Text("Đạt tiêu chuẩn", "Met the standard"), "#b3cde3")
RAMP = ("solid", "dots", "hatch", "crosshatch", "dense")
PALETTE = ("#eeeeee", "#cccccc", "#999999", "#666666", "#333333")


def boundaries(wards, *, clusters=(), since=None, until=None):
    """Return boundaries: {ward code: number of hamlets}, clusters as (cluster, ward), validity by code."""
    since, until = since or {}, until or {}
    hamlets = [(f"{ward}{n:03d}", ward) for ward, count in wards.items() for n in range(1, count + 1)]
    cells = {
        code: shapely.box(586_000 + SIDE * x, 1_672_000, 586_000 + SIDE * (x + 1), 1_672_000 + SIDE)
        for x, (code, _) in enumerate(hamlets)
    }
    spans = {ward: [cells[code] for code, home in hamlets if home == ward] for ward in wards}
    return Boundaries(
        hamlets=_frame(
            [(code, f"Thôn {int(code[-3:])}", "thôn", cells[code]) for code, _ in hamlets], since, until
        ).assign(ward_code=[ward for _, ward in hamlets]),
        wards=_frame(
            [
                (ward, f"Xã {ward}", "xã", shapely.union_all(spans[ward] or [shapely.box(0, 0, 1, 1)]))
                for ward in wards
            ],
            since,
            until,
        ),
        clusters=pd.DataFrame(
            [(code, f"Cụm {code}", ward, "", "") for code, ward in clusters],
            columns=["cluster_code", "name", "ward_code", "valid_from", "valid_to"],
            dtype=str,
        ),
        rivers=gpd.GeoDataFrame({"name": []}, geometry=[], crs=CRS),
    )


def _frame(rows, since, until):
    codes = pd.Index([row[0] for row in rows], dtype=str, name="code")
    return gpd.GeoDataFrame(
        {
            "name": [row[1] for row in rows],
            "kind": [row[2] for row in rows],
            "valid_from": [since.get(code, "") for code in codes],
            "valid_to": [until.get(code, "") for code in codes],
        },
        index=codes,
        geometry=gpd.GeoSeries([row[3] for row in rows], index=codes, crs=CRS),
    )


def observations(tables, *, models=(), sites=()):
    """Return observations: {(year, level, column): {unit: value}}, models as (code, kind, started, ended)."""
    rows = [
        (year, level, unit, column, value)
        for (year, level, column), cells in tables.items()
        for unit, value in cells.items()
    ]
    listed = pd.DataFrame(
        [(code, f"Mô hình {code}", kind, started, ended) for code, kind, started, ended in models],
        columns=["model_code", "name", "kind", "started", "ended"],
    ).astype({"started": "Int64", "ended": "Int64"})
    return Observations(
        values=pd.DataFrame(rows, columns=["year", "level", "unit", "column", "value"]).astype(
            {"value": float}
        ),
        models=listed,
        sites=pd.DataFrame(sites, columns=["model_code", "hamlet_code"], dtype=str),
    )


def status(level="hamlet"):
    """Return the measure of the yearly classification."""
    return Measure(
        level,
        "typology",
        "value",
        f"safety_{level}s",
        "meets_standard",
        scheme="typology",
        classes=(NOT_MET, MET),
        codes=(0.0, 1.0),
    )


def bands(breaks=(1.0, 5.0, 10.0)):
    """Return the measure of tips in hamlets."""
    return Measure(
        "hamlet",
        "band",
        "value",
        "tips",
        "tips",
        breaks=breaks,
        palette=PALETTE,
        unit=Text("nguồn tin", "tips"),
    )


def totals(level="ward", **more):
    """Return the measure of tips above the hamlets."""
    given = {"scheme": "natural", "k": 3, "palette": PALETTE, "unit": Text("nguồn tin", "tips"), **more}
    return Measure(level, "count", "sum", "tips", "tips", **given)


def rate(level="ward", **more):
    """Return the measure of tips per 1,000 inhabitants."""
    given = {"denominator": "population", "per": 1000.0, "decimals": 2, "scheme": "natural", "k": 3, **more}
    return Measure(level, "rate", "per", "tips", "tips", palette=PALETTE, **given)


def share(level="ward"):
    """Return the measure of the share of met hamlets."""
    return Measure(
        level,
        "rate",
        "share",
        "safety_hamlets",
        "meets_standard",
        breaks=(80.0, 90.0, 95.0, 100.0),
        palette=PALETTE,
        unit=Text("%", "%"),
        decimals=1,
    )


def distinct(level="ward"):
    """Return the measure of community models."""
    return Measure(
        level, "count", "distinct", "model_sites", "model_code", breaks=(1.0, 3.0), palette=PALETTE
    )


def catalogue(*indicators):
    """Return a catalogue of indicators, each as (id, measure, …)."""
    entries = {
        name: Indicator(
            name, Text(f"Chỉ tiêu {name}", f"Indicator {name}"), Text("nguồn", "source"), True, by_level
        )
        for name, by_level in (
            (name, {measure.level: measure for measure in measures}) for name, *measures in indicators
        )
    }
    return Catalogue((), entries, NO_DATA, HIDDEN, RAMP)


def view(**fields):
    """Return a view of 2018."""
    return View(**{"year": 2018, **fields})


def city(**fields):
    """Return a city of the years 2017 and 2018."""
    given = {
        "name": Text("thành phố Thử Nghiệm", "Thử Nghiệm city"),
        "office": Text("Công an thành phố", "City Police"),
        "years": (2017, 2018),
        "data_dates": {2018: "2018-12-15"},
        "vintage": "2018-12-31",
        "boundary_source": Text("ranh giới minh họa", "illustrative borders"),
        "suppress_below": 5,
        "synthetic": False,
        "model_kinds": {"camera": Text("Camera an ninh", "Security cameras"), "team": Text("Tổ", "Team")},
    }
    return City(**{**given, **fields})


def atlas(units, seen, indicators=None, *, published=(), **fields):
    """Return an atlas of boundaries, observations and a catalogue, without files."""
    return complete_atlas(
        Atlas(
            folder=Path("nowhere"),
            city=city(**fields),
            boundaries=units,
            observations=seen,
            catalogue=indicators or full_catalogue(),
            published=tuple(published),
            reports=(),
            classes={},
            withheld=Withheld(),
            fingerprint="0",
        )
    )


def full_catalogue():
    """Return a catalogue with an indicator of every kind."""
    return catalogue(
        ("safety", status(), status("ward")),
        ("share_met", share(), share("cluster")),
        ("tips", bands(), totals(), totals("cluster")),
        ("tips_per_1000", rate(), rate("cluster")),
        ("models", distinct(), distinct("cluster")),
    )
