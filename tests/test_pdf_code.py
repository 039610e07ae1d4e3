"""What is written into a stream of a PDF says what was meant, byte for byte."""

import io

import numpy as np
import pytest
from pypdf.generic import TextStringObject, read_string_from_stream

from geo.drawing.pdf_code import list_state, write_colour, write_path, write_string
from geo.drawing.scene import Fill, Path, Stroke


def test_any_bytes_come_back_from_a_string():
    codes = bytes(range(256))
    read = read_string_from_stream(io.BytesIO(write_string(codes).encode("ascii")))
    assert (read.encode("latin-1") if isinstance(read, TextStringObject) else bytes(read)) == codes


@pytest.mark.parametrize("closed", [True, False])
def test_each_outline_begins_with_a_move_and_only_rings_are_closed(closed):
    lines = (np.array([[0, 0], [10, 0], [10, -5]]), np.array([[3, 4], [5, 6]]))
    words = write_path(Path(lines, closed=closed)).split()
    assert words[:3] == ["0", "0", "m"]
    assert [words.count(operator) for operator in "mlh"] == [2, 3, 2 * closed]
    numbers = [int(word) for word in words if word not in "mlh"]
    assert numbers == np.concatenate(lines).ravel().tolist()


def test_colours_are_shares_of_red_green_and_blue():
    assert write_colour("#ff0080") == "1.000 0.000 0.502"


def test_widths_and_dashes_are_in_the_units_of_the_path():
    commands = list_state(Fill("#ffffff"), Stroke("#000000", 0.5, (2.0, 1.0)), 0.1)
    assert commands == ("1.000 1.000 1.000 rg", "0.000 0.000 0.000 RG", "5 w", "[20 10] 0 d")
    assert list_state(None, None, 1.0) == ()
