"""Each kind of file a view can be taken away as is made, and is what its name says."""

import io
import json
import zipfile

import pytest

from geo.atlas import make_map
from geo.formats import FORMATS, make_file
from geo.model import LAYOUTS, View

BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG",
    "svg": b"<?xml",
    "html": b"<!DOCTYPE html>",
    "csv": "\ufeff".encode(),
    "gpkg": b"SQLite format 3",
    "geojson": b"{",
}
INSIDE = {"pptx": "ppt/presentation.xml", "docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_is_what_its_name_says(small_atlas, suffix):
    content = make_file(make_map(small_atlas, View(year=2018)), suffix)
    if suffix in INSIDE:
        assert INSIDE[suffix] in zipfile.ZipFile(io.BytesIO(content)).namelist()
    else:
        assert content.lstrip().startswith(BEGINNINGS[suffix])


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_page_is_drawn_on_the_paper_asked_for(small_atlas, layout):
    content = make_file(make_map(small_atlas, View(year=2018)), "svg", layout=layout).decode()
    assert f'width="{layout.width:g}mm"' in content


def test_the_words_of_the_view_are_in_the_data_files(small_atlas):
    drawn = make_map(small_atlas, View(year=2018, level="ward"))
    features = json.loads(make_file(drawn, "geojson"))["features"]
    assert len(features) == len(drawn.layer.frame)
