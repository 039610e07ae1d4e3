"""Files that the browser fetches by itself: scripts, styles, typefaces, borders; each only once.

Their addresses hold a hash of what they are, so a browser that has them never asks again, and a new version
of the product has new addresses. What the first map needs is named in the head of the answer that carries the
page: the browser fetches it while it still reads the scripts of Streamlit.
"""

from __future__ import annotations

import hashlib
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final

import fontpkg_be_vietnam_pro
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT: Final = Path(__file__).parent.parent
LOCALE: Final = ROOT / "locale"
GEOMETRY_FOLDER: Final = ROOT / ".cache" / "geometry"
ASSETS: Final = Path(__file__).parent / "assets"
WEIGHTS: Final = ("Regular", "Medium", "SemiBold", "Bold")
IMPORTED: Final = re.compile(r"""(?:from|import) ?["']\./([\w.-]+\.js)["']""")
PAGE: Final = "text/html"
FOR_GOOD: Final = "public, immutable, max-age=31536000"


def _find_leaflet() -> Path:
    """Return the folder of Leaflet in its package, whose own import wants the withdrawn ``pkg_resources``."""
    package = distribution("XStatic-Leaflet")
    script = next(path for path in package.files or () if path.name == "leaflet.js")
    return Path(str(package.locate_file(script))).parent


FOLDERS: Final = {
    "assets": ASSETS,
    "leaflet": _find_leaflet(),
    "fonts": Path(fontpkg_be_vietnam_pro.ROOT) / "files",
    "geometry": GEOMETRY_FOLDER,
}


def _stamp() -> str:
    """Return a short text that changes with any script, style, typeface or word."""
    digest = hashlib.sha256()
    fonts = [FOLDERS["fonts"] / f"BeVietnamPro-{weight}.ttf" for weight in WEIGHTS]
    leaflet = sorted(FOLDERS["leaflet"].glob("leaflet.*"))
    for path in [*sorted(ASSETS.iterdir()), *leaflet, *fonts, *sorted(LOCALE.glob("*.toml"))]:
        if path.is_file():
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:10]


STAMP: Final = _stamp()


def find_address(folder: str, name: str) -> str:
    """Return the address of a file, relative to the page."""
    # The name of a geometry holds the hash of its own content.
    return f"files/{'each' if folder == 'geometry' else STAMP}/{folder}/{name}"


def list_mounting() -> list[str]:
    """Return the addresses of the scripts of Streamlit that put a component of ours on the page.

    Streamlit asks for them when the first component comes. What they are called is its own affair: one that
    is not found is only asked for later.
    """
    static = Path(st.__file__).parent / "static"
    page = (static / "index.html").read_text(encoding="utf-8")
    found = [path.name for path in (static / "static" / "js").glob("BidiComponent.*.js")]
    for name in found:
        imported = IMPORTED.findall((static / "static" / "js" / name).read_text(encoding="utf-8"))
        found += [other for other in imported if other not in found and other not in page]
    return [f"static/js/{name}" for name in found]


class _Files(StaticFiles):
    """A folder; what is asked for by its present address is kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        return keep(await super().get_response(path, scope), scope["path_params"]["stamp"])


def keep(response: Response, stamp: str) -> Response:
    """Tell the browser to keep an answer for good if it was asked for by its present address."""
    response.headers["cache-control"] = FOR_GOOD if stamp in (STAMP, "each") else "no-cache"
    return response


def place(path: str) -> str:
    """Return where a path of ours is served: below the path that the whole app is served at."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{path}" if base else path


def make_routes() -> list[Mount]:
    """Return what answers the addresses of the files; pages of an older version find them still."""
    GEOMETRY_FOLDER.mkdir(parents=True, exist_ok=True)
    return [
        Mount(place(f"/files/{{stamp}}/{name}"), app=_Files(directory=folder))
        for name, folder in FOLDERS.items()
    ]


class _Ahead:
    """Names, in the head of the page's answer, the files that its first map needs, and has our frame in it.

    Its style stands behind all others, as it changes what they say, and is there before the first box is
    drawn: put in by the page itself it came after, and everything moved. Its script hears of the first step.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.links = _write_links()
        self.frame = _write_frame().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        held: list[Message] = []

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith(PAGE):
                    headers["link"] = self.links
                    held.append(message)
            if not held:
                await send(message)
            elif message["type"] == "http.response.body":
                held.append(message)
                if not message.get("more_body"):
                    await self._send_page(held, send)

        if scope["type"] == "http":
            await self.app(_ask_whole(scope), receive, send_on)
        else:
            await self.app(scope, receive, send)

    async def _send_page(self, held: Sequence[Message], send: Send) -> None:
        start, *parts = held
        text = b"".join(part.get("body", b"") for part in parts)
        styled = text.replace(b"</body>", self.frame)
        headers = MutableHeaders(scope=start)
        if text != styled:
            headers["content-length"] = str(len(styled))
        await send(start)
        await send({"type": "http.response.body", "body": styled})


def _write_frame() -> str:
    style, script = (find_address("assets", name) for name in ("frame.css", "frame_words.js"))
    return f'<link rel="stylesheet" href="{style}"><script type="module" src="{script}"></script></body>'


def _ask_whole(scope: Scope) -> Scope:
    """Return the question for a page as one for all of it as it stands: packed, no style can be put into it.

    Nor is a page of before enough, however like it is: it had the style of another version.
    """
    if PAGE not in Headers(scope=scope).get("accept", ""):
        return scope
    asked = MutableHeaders(raw=[*scope["headers"]])
    for name in ("accept-encoding", "if-none-match", "if-modified-since"):
        del asked[name]
    return {**scope, "headers": asked.raw}


def _write_links() -> str:
    # Scripts name each other, which would be five ways there and back: all are asked for at once.
    scripts = [find_address("assets", path.name) for path in sorted(ASSETS.glob("*.js"))]
    scripts += list_mounting()
    styles = [
        find_address("assets", "frame.css"),
        find_address("assets", "map.css"),
        find_address("leaflet", "leaflet.css"),
    ]
    fonts = [find_address("fonts", f"BeVietnamPro-{weight}.ttf") for weight in WEIGHTS]
    links = {
        "modulepreload": scripts,
        "preload; as=script": [find_address("leaflet", "leaflet.js")],
        "preload; as=style": styles,
        "preload; as=font; crossorigin": fonts,
    }
    return ", ".join(f"<{address}>; rel={kind}" for kind, listed in links.items() for address in listed)


def make_middleware() -> list[Middleware]:
    """Return what every answer passes through."""
    return [Middleware(_Ahead)]
