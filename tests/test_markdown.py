"""Foreign text stays text where Streamlit reads Markdown: as it is written, and in a real browser."""

import pytest
from browser import running_app
from test_browser_data import part, pick, press, rest, sign

from ui.markdown import APART, escape_markdown

HOSTILE = "**đậm** [x](javascript:a) ![i](http://e.vn/i) :smile: :red[y] $z$ -> <b>b</b> `{{7}}` e@vil.vn"
WORD = "**K** :smile:"
ROWS = f"Phường,Thôn,Kết quả\nphường Trần Phú,Tổ dân phố 1,{WORD}\nphường Trần Phú,Tổ dân phố 2,Đạt\n"
SENT = {
    "name": f"{HOSTILE.replace('/', '')} 2018.csv",
    "mimeType": "text/csv",
    "buffer": f"Bảng năm 2018\n{ROWS}".encode(),
}
MARKED = "a, img, em, strong, b, code, del, .katex, [data-testid=stIconMaterial], span[class*=color]"


@pytest.fixture
def hostile_city(city_copy):
    """A city whose first indicator and some hamlets are called by what Markdown would take for commands."""
    catalogue = city_copy / "indicators" / "indicators.toml"
    text = catalogue.read_text(encoding="utf-8")
    title = text.split('title = { vi = "')[1].split('"')[0]
    catalogue.write_text(text.replace(f'vi = "{title}"', f'vi = "{HOSTILE}"'), encoding="utf-8")
    return city_copy


def read_marks(page):
    """What stands in a text of the screen as markup, wherever Streamlit has read Markdown."""
    return (
        page.locator("[data-testid=stMarkdownContainer]")
        .locator(MARKED)
        .evaluate_all("nodes => nodes.map((node) => node.outerHTML)")
    )


def count_shown(page, text):
    """How often a text stands in what Streamlit has read as Markdown, letter by letter."""
    said = page.get_by_test_id("stMarkdownContainer").all_text_contents()
    return sum(text in words.replace(APART, "") for words in said)


def test_signs_of_markdown_are_signs():
    assert escape_markdown("Tổ dân phố số 7") == "Tổ dân phố số 7"
    assert escape_markdown("Kết quả (năm 2018): *a*") == r"Kết quả (năm 2018): \*a\*"
    assert escape_markdown("1. a :red[b]") == rf"{APART}1. a :{APART}red\[b\]"


def test_no_foreign_text_is_markdown_on_any_screen(hostile_city, opened):
    with running_app(hostile_city) as address, opened(address, "data") as page:
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(SENT)
        rest(page)
        assert count_shown(page, WORD) == 1  # a result that nobody knows, at the choice of what it means
        assert read_marks(page) == []
        pick(page, page.locator("[class*=st-key-word_]").get_by_role("combobox"), "Chưa đạt")
        sign(page)
        press(page, "Lưu")
        part(page, "Lịch sử")
        assert count_shown(page, SENT["name"]) == 1  # the file as it was sent
        assert read_marks(page) == []
        page.goto(f"{address}/report")
        rest(page)
        page.locator(".st-key-report_make button").click()
        page.get_by_test_id("stDownloadButton").wait_for(timeout=60_000)
        rest(page)
        assert count_shown(page, HOSTILE) == 2  # the choice of the indicator, and the file
        assert read_marks(page) == []
