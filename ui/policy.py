"""What a browser may do with our pages, nothing of which comes from elsewhere; and what if it goes away."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SOURCES: Final = {
    "default-src": "'self'",
    # Streamlit hands over the script of a component as a blob, and has scripts in its page; what checks one
    # (accessibility, tests) puts some in too. What was sent never becomes one: it is escaped where drawn.
    "script-src": "'self' blob: 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self' data:",
    "img-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
"""Content security policy: what a page may use → where from."""

HEADERS: Final = {
    "content-security-policy": "; ".join(f"{kind} {listed}" for kind, listed in SOURCES.items()),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class _Policy:
    """Says in every answer what a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_on if scope["type"] == "http" else send)


class _Gone:
    """A page that is closed or loaded again while it sends a file: nobody waits for an answer any more."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(ClientDisconnect):
            await self.app(scope, receive, send)


def make_middleware() -> list[Middleware]:
    """Return what every answer passes through."""
    return [Middleware(_Policy), Middleware(_Gone)]
