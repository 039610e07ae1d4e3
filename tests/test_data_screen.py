"""The data screen through Streamlit's own test: a file comes in, is looked at, decided on, stored and undone."""

from __future__ import annotations

import io

import openpyxl
import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from geo.history import list_versions, read_state
from geo.words import say

APP = str(ROOT / "app.py")
HEADER = ["Xã, phường", "Thôn, tổ dân phố", "Kết quả"]
ROWS = [["Trần Phú", "Tổ dân phố 1", "Đạt"], ["Trần Phú", "Tổ dân phố 2", "Không đạt"], ["Trần Phú", "Thôn 3", "KĐ"]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(rows, *, header=HEADER, title="DANH SÁCH NĂM 2018"):
    book = openpyxl.Workbook()
    for row in [[title], header, *rows]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def open_screen(monkeypatch):
    def run(folder, **query):
        monkeypatch.setenv("SAFETY_MAP_DATA", str(folder))
        app = AppTest.from_file(APP, default_timeout=60)
        for word, value in query.items():
            app.query_params[word] = value
        app.run()
        app.switch_page("ui/screens/data.py")
        return app.run()

    return run


def send(app, content, name="bảng.xlsx"):
    app.file_uploader(key="files").set_value([(name, content, XLSX)])
    return app.run()


def show(app, part):
    app.button_group(key="data_part").set_value([part])
    return app.run()


def texts(app):
    return "\n".join(text.value for text in app.text)


def test_a_file_is_shown_before_and_stored_by_a_person(open_screen, city_copy):
    before = read_state(city_copy)
    app = send(open_screen(city_copy), workbook(ROWS))
    assert not app.exception
    assert read_state(city_copy) == before
    app.text_input(key="who_stores").set_value("An").run()
    button = next(button for button in app.button if button.label == say("data.store", "vi"))
    button.click().run()
    assert not app.exception
    assert "Đã lưu phiên bản 2" in app.success[0].value
    assert list_versions(city_copy)[0].who == "An"
