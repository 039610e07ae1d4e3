"""Values come out as they went in, and Vietnamese letters do not weigh more for it."""

import json
import zlib

from ui.pack import pack


def test_values_come_out_as_they_went_in():
    values = {"name": "Nghĩa Hành – tổ dân phố 1", "counts": [0, None, 1.5]}
    assert json.loads(zlib.decompress(pack(values))) == values


def test_letters_travel_as_letters():
    assert "Trần Phú" in zlib.decompress(pack({"name": "Trần Phú"})).decode()
