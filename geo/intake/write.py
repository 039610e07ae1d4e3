"""Borders that were taken in → the files of a shapefile, the same bytes for the same borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyogrio

from geo.errors import BoundaryError
from geo.tools.scratch import open_scratch

if TYPE_CHECKING:
    from geo.intake.borders import BorderIntake

ENDINGS: Final = (".cpg", ".dbf", ".prj", ".shp", ".shx")


def write_borders(intake: BorderIntake) -> dict[str, bytes]:
    """Return the files of the borders by name: "hamlets.shp", …, text in UTF-8, in the CRS of the city.

    Raises
    ------
    BoundaryError
        A person must decide something about them first.
    """
    if intake.problems:
        raise BoundaryError(intake.problems)
    with open_scratch() as made:
        path = made / f"{intake.kind}.shp"
        # GDAL would date the table today.
        options = {"ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": intake.vintage}
        pyogrio.write_dataframe(intake.frame, path, driver="ESRI Shapefile", layer_options=options)
        path.with_suffix(".prj").write_text(intake.frame.crs.to_wkt("WKT1_ESRI"), encoding="ascii")
        return {f"{intake.kind}{ending}": path.with_suffix(ending).read_bytes() for ending in ENDINGS}
