"""What a text processor works out itself: numbers of pages and figures, and links inside a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as Report
    from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, code: str, known: str, size: float) -> None:
    """Add a field to a paragraph.

    Parameters
    ----------
    code
        What is worked out, as Word writes it: "PAGE", "SEQ Hình", "PAGEREF figure3".
    known
        What it says until it is worked out again; Word does so when it opens the document.
    size
        In points.
    """
    written = {"begin": "", "instrText": f" {code} ", "separate": "", "t": known, "end": ""}
    for kind, words in written.items():
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if words:
            part = OxmlElement(f"w:{kind}")
            part.text = words
            part.set(qn("xml:space"), "preserve")
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            if kind == "begin" and code.startswith("PAGEREF"):
                part.set(qn("w:dirty"), "true")
        run._r.append(part)  # noqa: SLF001  the library has no fields


def number_pages(report: Report, numbers: Mapping[str, str]) -> None:
    """Let the fields that name the page of a bookmark say its number, as far as it is known."""
    for paragraph in report.element.body.iter(qn("w:p")):
        codes = "".join(code.text for code in paragraph.iter(qn("w:instrText"))).split()
        if codes[:1] == ["PAGEREF"] and codes[1] in numbers:
            *_, known = paragraph.iter(qn("w:t"))
            known.text = numbers[codes[1]]


def mark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name to which links lead."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1, start)  # noqa: SLF001  the library has no bookmarks; the first child has its looks
    paragraph._p.append(end)  # noqa: SLF001


def link_to(paragraph: Paragraph, name: str) -> None:
    """Let the words of a paragraph lead to the one that has a name."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    for run in paragraph.runs:
        run.underline = True
        link.append(run._r)  # noqa: SLF001  the library has no links inside the document
    paragraph._p.append(link)  # noqa: SLF001
