"""What Streamlit's own parts say, in English only: their words in Vietnamese, for the browser to put in.

The English catalogue quotes Streamlit (a test holds it to that), the Vietnamese one has what is said instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse
from starlette.routing import Route

from geo.model import LANGUAGES
from geo.tools.words import say
from ui.files import keep, place

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

KEYS: Final = (
    "skip",
    "sidebar",
    "screens",
    "less",
    "more",
    "add",
    "fold",
    "unfold",
    "choose",
    "open_list",
    "all",
    "matches",
    "chosen",
    "remove",
    "clear_all",
    "clear",
    "none",
    "count",
    "close",
    "dismiss",
    "upload",
    "upload_label",
    "upload_limit",
    "upload_more",
    "size_b",
    "size_kb",
    "size_mb",
    "too_large",
    "fault",
    "no_page",
    "no_page_why",
    "lost",
    "lost_why",
    "failed",
)


def write_words() -> list[dict[str, str]]:
    """Return each phrase in every language; what stands in braces is filled in by Streamlit."""
    return [{language: say(f"frame.{key}", language) for language in LANGUAGES} for key in KEYS]


def _answer(request: Request) -> Response:
    return keep(JSONResponse(write_words()), request.path_params["stamp"])


def make_routes() -> list[Route]:
    """Return what answers the address of the words, beside the scripts that ask for them."""
    return [Route(place("/files/{stamp}/words/frame.json"), _answer)]
