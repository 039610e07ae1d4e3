"""Files that the browser fetches: each once for good, and those of the first map at once."""

import re
from functools import partial

import answers
import pytest
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse
from starlette.routing import Route

from ui import files

ask = partial(answers.ask, routes=files.make_routes(), middleware=files.make_middleware())


def linked():
    return re.findall(r"<([^>]+)>", ask("/")[1]["link"])


def test_a_file_is_kept_for_good():
    address = files.find_address("assets", "loader.js")
    status, headers, body = ask(f"/{address}")
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert body == (files.ASSETS / "loader.js").read_bytes()


def test_a_page_of_an_older_version_gets_its_files_and_keeps_none():
    status, headers, _ = ask("/files/0123456789/assets/loader.js")
    assert (status, headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "path", ["/files/x/assets/../files.py", "/files/x/assets/none.js", "/files/x/ui/a.js"]
)
def test_nothing_else_is_served(path):
    assert ask(path)[0] == 404


def test_the_stamp_changes_with_any_script(monkeypatch, tmp_path):
    (tmp_path / "one.js").write_text("1")
    monkeypatch.setattr(files, "ASSETS", tmp_path)
    before = files._stamp()
    (tmp_path / "one.js").write_text("2")
    assert files._stamp() != before


def test_the_page_names_what_its_first_map_needs():
    scripts = {path.name for path in files.ASSETS.glob("*.js")}
    assert scripts <= {address.rsplit("/", 1)[1] for address in linked()}
    assert all(ask(f"/{address}")[0] == 200 for address in linked() if address.startswith("files/"))


def test_what_puts_a_component_on_the_page_is_asked_for_early():
    assert any("BidiComponent" in address for address in files.list_mounting())


def test_the_head_of_the_page_is_short():
    # A server in front of this one may refuse a head of more than 4 kB.
    assert len(ask("/")[1]["link"]) < 3500


def test_a_page_has_its_style_before_anything_is_drawn_and_no_older_one_is_taken_for_it():
    _, headers, body = ask("/")
    style = f'<link rel="stylesheet" href="{files.find_address("assets", "frame.css")}">'
    assert body.startswith(f"<html><body>{style}".encode())
    assert body.endswith(b"</body></html>")
    assert headers["content-length"] == str(len(body))


def test_a_page_is_had_whole_whatever_the_browser_has_of_an_older_one(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<body></body>" * 100)
    routes = [Route("/page", lambda _: FileResponse(page))]
    given = ask("/page", routes=routes)[1]["etag"]
    asked = {"accept": "text/html", "accept-encoding": "gzip", "if-none-match": given}
    status, headers, body = ask(
        "/page",
        routes=routes,
        middleware=[*files.make_middleware(), Middleware(GZipMiddleware)],
        headers=[(name.encode(), value.encode()) for name, value in asked.items()],
    )
    assert (status, headers.get("content-encoding")) == (200, None)
    assert b"frame.css" in body


def test_only_pages_name_files():
    assert "link" not in ask("/health")[1]
