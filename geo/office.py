"""ThematicMap → files of an office suite: XLSX, PPTX, DOCX."""

from __future__ import annotations

from geo.document import write_docx
from geo.slides import write_pptx
from geo.workbook import write_xlsx

__all__ = ("write_docx", "write_pptx", "write_xlsx")
