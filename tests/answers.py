"""What a server would answer, asked without one."""

from __future__ import annotations

import asyncio

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

OTHERS = (
    Route("/", lambda _: HTMLResponse("<html><body></body></html>")),
    Route("/health", lambda _: PlainTextResponse("ok")),
)
"""Two pages of somebody else."""


def ask(path, *, routes=(), middleware=(), headers=()):
    """Return status, headers and body of what answers a path, beside two pages of somebody else."""
    app = Starlette(routes=[*routes, *OTHERS], middleware=middleware)
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "",
        "scheme": "http", "query_string": b"", "headers": [*headers], "http_version": "1.1",
    }  # fmt: skip
    sent = []

    async def receive():
        await asyncio.Event().wait()  # the browser has nothing more to say

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(part.get("body", b"") for part in sent[1:])
