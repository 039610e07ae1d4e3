"""A page can fetch nothing from another machine, and no other page can frame it."""

import asyncio

import pytest
from answers import ask
from starlette.requests import ClientDisconnect

from ui import policy


def read_headers(path="/"):
    return ask(path, middleware=policy.make_middleware())[1]


def read_sources():
    parts = (part.split() for part in read_headers()["content-security-policy"].split("; "))
    return {kind: sources for kind, *sources in parts}


@pytest.mark.parametrize("path", ["/", "/health", "/nothing"])
def test_every_answer_says_it(path):
    headers = read_headers(path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "content-security-policy" in headers


@pytest.mark.parametrize("kind", sorted(policy.SOURCES))
def test_no_other_machine_is_named(kind):
    here = {"'self'", "'none'", "blob:", "data:", "'unsafe-inline'", "'unsafe-eval'"}
    assert set(read_sources()[kind]) <= here


def test_a_browser_that_goes_away_while_it_sends_a_file_is_no_failure_of_the_server():
    async def read_file(*_):
        raise ClientDisconnect

    app = read_file
    for layer in reversed(policy.make_middleware()):
        app = layer.cls(app, *layer.args, **layer.kwargs)
    asyncio.run(app({"type": "http"}, None, None))


def test_a_page_in_the_browser_cannot_send_anything_elsewhere(chromium, address):
    """The script of a page asks another machine: the browser refuses before it looks for it."""
    page = chromium.new_page()
    told = []
    page.on("console", lambda message: told.append(message.text))
    try:
        page.goto(address)
        failed = page.evaluate("fetch('http://127.0.0.2:9/').then(() => false, () => true)")
        assert failed
        assert any("Content Security Policy" in text for text in told)
    finally:
        page.close()
