"""What can be taken away from the comparing screen: two years or all years, as pages."""

from __future__ import annotations

import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from geo.tools.words import say


def open_compare(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "ui" / "front.py"), default_timeout=60)
    for word, value in query.items():
        app.query_params[word] = value
    return app.run().switch_page("screens/compare.py").run()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_comparing_screen_offers_its_page_in_every_page_format(language):
    app = open_compare(lang=language)
    button = next(button for button in app.button if button.key == "export_pair")
    assert button.label == say("export.open_pair", language)
    app = button.click().run()
    assert not app.exception
    assert [download.label for download in app.get("download_button")] == [
        say(f"export.{suffix}", language) for suffix in ("pdf", "png", "svg", "pptx", "docx")
    ]


def test_nothing_is_drawn_before_the_export_is_opened():
    app = open_compare()
    assert not app.exception
    assert not app.get("download_button")
