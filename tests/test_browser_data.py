"""A clerk's untidy file in a real browser: from the drop to the history, and back."""

import csv
import io
import re
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from browser import free_port, painted, running_app
from conftest import draw_wards
from playwright.sync_api import expect

from geo.storing.history import list_versions, read_state

SCREENS = ({"width": 1366, "height": 768}, {"width": 1920, "height": 1080})
CELLS = "rows => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
CALM = 3
"""Looks in a row that find the app at rest."""

FOUND_OUT = {"Borders of": "Found out: Wards", "Coordinate system": "Find out", "Character set": "Find out"}
MYSTERY = "Mục bí ẩn"
ROWS = [
    ["UBND THÀNH PHỐ"],
    ["DANH SÁCH THÔN, TỔ DÂN PHỐ NĂM 2018"],
    [],
    ["STT", "Xã, phường", "Thôn, tổ dân phố", MYSTERY],
    [1, "Phường Trần Phú", "TDP 1", "x"],
    [2, None, "Tổ dân phố số 2", "Không đạt"],
    [3, None, "Thôn 3", "Đạt"],  # another kind
    [4, None, "TDP 1", "Đ"],  # twice, and the same
    [None, "Cộng phường Trần Phú", None, 4],
    [5, "Phường Nghĩa Chánh", "Tổ 1", "Đạt"],
    [6, None, "Tổ dân phố 1", "KĐ"],  # twice, and another
    [7, None, "to dan pho 2", None],  # without accents; no data
    [8, "Xã Tịnh Ấn Đông", "Thôn Độc Lâp", "đạt"],  # one letter
    [9, None, unicodedata.normalize("NFD", "THÔN HÒA BÌNH"), "Có"],
    [10, None, "Thôn Mây Trắng", "Đạt"],  # nobody knows it
    [None, "Tổng cộng", None, 10],
    [None, None, "Người lập biểu", None],
]


def make_workbook():
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return {
        "name": "bang xa gui.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": content.getvalue(),
    }


@pytest.fixture
def clerk(city_copy, opened):
    """A clerk's page on a city of their own."""
    with running_app(city_copy) as address, opened(address, "data") as page:
        rest(page)
        yield page


def rest(page):
    """Wait until the app has answered: a click may be on its way, and one answer may ask for another."""
    page.wait_for_selector("[data-testid=stMain] [data-testid=stHeading]")
    calm = 0
    while calm < CALM:
        page.wait_for_timeout(150)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state]", timeout=30_000)
        state = page.get_attribute("[data-testid=stApp]", "data-test-script-state")
        calm = calm + 1 if state == "notRunning" else 0


def grid(page, column):
    """The cells of the table that has a column, row by row."""
    rows = page.locator(".plain-table table").filter(has_text=column).first.locator("tr")
    rows.first.wait_for()
    return rows.evaluate_all(CELLS)


def choose(page, label, words):
    pick(page, page.get_by_role("combobox", name=label, exact=True), words)


def pick(page, box, words):
    """Choose in a list by the keyboard; a list that opens while the page still scrolls to it closes again."""
    box.scroll_into_view_if_needed()
    box.focus()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name=words).click()
    rest(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    rest(page)


def decide(page, row, choice):
    group = page.get_by_role("radiogroup", name=f"Quyết định cho dòng {row}")
    group.get_by_text(choice, exact=True).click()
    rest(page)


def sign(page):
    page.get_by_label("Người lưu").fill("Tổ tổng hợp")
    page.keyboard.press("Tab")
    rest(page)


def part(page, name):
    page.get_by_test_id("stMain").get_by_text(name, exact=True).first.click()
    rest(page)


def download_ledger(page):
    """Row number → status, in the file that is taken away."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bảng đối chiếu (CSV)").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return {line["row"]: line["status"] for line in csv.DictReader(io.StringIO(text))}


def no_word_is_cut(page):
    """Nothing reaches beyond the screen, at the laptop's width or the projector's."""
    for size in SCREENS:
        page.set_viewport_size(size)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_a_file_with_ten_kinds_of_trouble_comes_in_and_goes_out_again(clerk, city_copy):
    before = read_state(city_copy)
    main = clerk.get_by_test_id("stMain")
    clerk.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(make_workbook())
    rest(clerk)

    # What was understood, and what was not: the column that nobody knows.
    mapping = {row[1]: row[2] for row in grid(clerk, "Được hiểu là")}
    assert mapping["Xã, phường"] == "Xã, phường"
    assert mapping["Thôn, tổ dân phố"] == "Tên thôn, tổ dân phố"
    assert mapping[MYSTERY] != "Phân loại an toàn về an ninh trật tự"
    choose(clerk, "Cột cần sửa", f"D – {MYSTERY}")
    choose(clerk, "Cột này là", "Phân loại an toàn về an ninh trật tự")
    mapping = {row[1]: row[2:4] for row in grid(clerk, "Được hiểu là")}
    assert mapping[MYSTERY] == ["Phân loại an toàn về an ninh trật tự", "từ chỉ kết quả"]
    first = grid(clerk, "Dòng")
    assert any("Không đạt → Chưa đạt" in cell for row in first for cell in row)
    no_word_is_cut(clerk)

    # The ledger: what somebody must look at comes first; other rows can be asked for.
    looked_at = {row[0]: row[2] for row in grid(clerk, "Lý do")[1:]}
    proposed, refused, unknown = "Đề nghị", "Từ chối", "Không khớp"
    assert list(looked_at) == ["7", "10", "11", "12", "13", "15"]
    assert list(looked_at.values()) == [proposed, refused, refused, proposed, proposed, unknown]
    main.get_by_role("button", name="Khớp (3)").click()
    rest(clerk)
    assert len(grid(clerk, "Lý do")) == 1 + len(looked_at) + 3

    # One proposal is rejected and taken back, one accepted alone, the others all alike.
    decide(clerk, 7, "Bác")
    press(clerk, "Bỏ các quyết định")
    decide(clerk, 7, "Chấp nhận")
    press(clerk, "Chấp nhận cả 3 đề nghị")
    assert not any("Đề nghị" in row for row in grid(clerk, "Lý do"))

    ledger = download_ledger(clerk)
    assert len(ledger) == len(ROWS)
    assert ledger["15"] == "unmatched"
    assert read_state(city_copy) == before, "nothing is stored before somebody says so"

    # Differences by unit stand before the button, which asks for a name.
    changes = grid(clerk, "Sẽ là")
    assert ["Tổ dân phố 2 (phường Trần Phú)", "Chưa đạt"] in [[row[0], row[-1]] for row in changes]
    press(clerk, "Lưu")
    expect(main.get_by_text("Ghi “Người lưu” trước")).to_be_visible()
    assert read_state(city_copy) == before
    # The button is pressed right out of the box, which has not told its name by then.
    main.get_by_label("Người lưu").press_sequentially("Tổ tổng hợp")
    press(clerk, "Lưu")
    expect(main.get_by_text("Đã lưu phiên bản 2.").first).to_be_visible()
    after = read_state(city_copy)
    assert {name for name in after if after[name] != before.get(name)} == {
        *("indicators/aliases.csv", "indicators/corrections.csv", "indicators/safety_hamlets.csv"),
    }

    # The history tells it, and leads back.
    part(clerk, "Lịch sử")
    version = grid(clerk, "Việc đã làm")[1]
    assert version[2:4] == ["Tổ tổng hợp", "nhập Phân loại an toàn về an ninh trật tự từ bang xa gui.xlsx"]
    no_word_is_cut(clerk)
    choose(clerk, "Phiên bản", re.compile("^1 ·"))
    press(clerk, "Đưa dữ liệu về phiên bản 1")
    expect(main.get_by_text("Đã lưu phiên bản 3.").first).to_be_visible()
    assert read_state(city_copy) == before
    assert list_versions(city_copy)[0].note.restores == 1


def test_who_stores_by_keyboard_is_told_where_the_button_was_and_goes_on_from_there(clerk):
    content = "Xã, phường;Thôn;Kết quả 2018\nPhường Trần Phú;Tổ dân phố 1;Không đạt\n"
    clerk.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    rest(clerk)
    clerk.get_by_label("Người lưu").fill("An")
    button = clerk.get_by_role("button", name="Lưu", exact=True)
    button.focus()
    clerk.keyboard.press("Enter")
    told = clerk.locator("[class*=_store]:focus")
    expect(told).to_contain_text("Đã lưu phiên bản")


def test_after_a_change_of_language_lists_say_what_was_chosen_in_the_other_words(clerk):
    clerk.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(make_workbook())
    rest(clerk)
    assert re.search(r"\d,\d KB$", clerk.get_by_test_id("stFileChip").inner_text())
    choose(clerk, "Năm", "2017")
    clerk.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    rest(clerk)
    said = {
        label: clerk.get_by_role("combobox", name=label, exact=True) for label in ("Kind of data", "Year")
    }
    expect(said["Kind of data"]).to_have_value("Public-safety classification")
    expect(said["Year"]).to_have_value("2017")
    part(clerk, "History")
    part(clerk, "Files in")  # the file is there still
    assert re.search(r"\d\.\dKB$", clerk.get_by_test_id("stFileChip").inner_text())


def test_what_is_found_out_of_borders_is_said_in_either_language(clerk):
    wards = draw_wards().assign(valid_from="2014-04-01").to_crs(4326).to_json().encode()
    file = {"name": "xa.geojson", "mimeType": "application/json", "buffer": wards}
    clerk.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    rest(clerk)
    assert "01/04/2014" in grid(clerk, "Có từ ngày")[1]
    clerk.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    rest(clerk)
    boxes = {label: clerk.get_by_role("combobox", name=label, exact=True) for label in FOUND_OUT}
    for label, words in FOUND_OUT.items():
        expect(boxes[label]).to_have_value(words)


def test_a_name_that_is_being_typed_stays_wherever_the_page_is_drawn_anew(clerk, city_copy):
    content = "Xã, phường;Thôn;Kết quả 2018\nTrần Phú;Tổ dân phố 1;Không đạt\n".encode()
    clerk.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": content}
    )
    rest(clerk)
    box = clerk.get_by_label("Người lưu")
    box.press_sequentially("Tổ tổng hợp")
    for name in ("Lịch sử", "Nhập tệp"):  # by its script: the box is not left, it is gone
        clerk.get_by_test_id("stMain").get_by_text(name, exact=True).first.evaluate("it => it.click()")
        rest(clerk)
    expect(box).to_have_value("Tổ tổng hợp")
    box.press("End")
    box.press_sequentially(" hai")
    for name, wait in (("Bản đồ", painted), ("Dữ liệu", rest)):
        clerk.get_by_role("link", name=name).evaluate("it => it.click()")
        wait(clerk)
    expect(box).to_have_value("Tổ tổng hợp hai")
    clerk.reload()  # with another session
    rest(clerk)
    clerk.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": content}
    )
    rest(clerk)
    clerk.get_by_label("Người lưu").press_sequentially("Tổ hai")
    clerk.get_by_role("button", name="Lưu", exact=True).evaluate("it => it.click()")
    rest(clerk)
    assert list_versions(city_copy)[0].who == "Tổ hai"


def test_a_hostile_file_is_refused_on_the_screen_and_nothing_of_it_stays(clerk, city_copy):
    before = read_state(city_copy)
    page = {"name": "bảng\u202e.xlsx", "mimeType": "text/html", "buffer": b"<html><script>alert(1)</script>"}
    clerk.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(page)
    rest(clerk)
    said = clerk.locator(".st-key-refusal").inner_text()
    assert "bảng" in said
    assert "nội dung không đúng với đuôi tệp → lưu lại bằng Excel" in said
    assert clerk.get_by_role("button", name="Lưu", exact=True).count() == 0
    assert read_state(city_copy) == before
    assert not (city_copy / ".history" / "objects").exists()


def test_a_file_that_is_too_large_is_told_in_its_place(clerk, tmp_path):
    large = tmp_path / "lớn.csv"
    with large.open("wb") as file:
        file.truncate(60 << 20)
    clerk.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(large)
    expect(clerk.get_by_text("Lỗi: Tệp lớn quá 50,0 MB: chỉ gửi phần cần nhập.")).to_be_visible()
    assert clerk.get_by_role("button", name="Lưu", exact=True).count() == 0


def test_files_that_a_new_server_does_not_have_are_asked_for_again(opened, city_copy):
    port = free_port()
    with running_app(city_copy, port) as address:
        context = opened(address, "data")
        page = context.__enter__()
        page.locator("input[type=file]").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": "Xã, phường;Thôn\n".encode()}
        )
        rest(page)
    with running_app(city_copy, port):
        page.wait_for_selector(
            "[data-testid=stApp][data-test-connection-state=CONNECTED]", state="attached", timeout=60_000
        )
        rest(page)
        part(page, "Lịch sử")
        part(page, "Nhập tệp")
        expect(page.get_by_text("không còn giữ 1 tệp nêu trên")).to_be_visible()
        page.reload()
        rest(page)
        expect(page.get_by_text("không còn giữ")).to_have_count(0)
        context.__exit__(None, None, None)


def test_files_that_are_held_take_no_room_on_another_screen(clerk):
    def visit():
        clerk.get_by_role("link", name="Bản đồ").click()
        painted(clerk)
        tops = []
        # On a busy machine what stood on the screen before may still be going.
        while len(tops) < CALM or len(set(tops[-CALM:])) > 1:
            clerk.wait_for_timeout(150)
            tops.append(clerk.locator("h1.title").bounding_box()["y"])
        return tops[-1]

    before = visit()
    clerk.get_by_role("link", name="Dữ liệu").click()
    rest(clerk)
    clerk.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": "Xã, phường;Thôn\n".encode()}
    )
    rest(clerk)
    assert visit() == before


def test_a_file_that_is_taken_away_leaves_the_other_ones_under_their_names(clerk):
    heads = "Xã, phường;Thôn;Kết quả 2018"
    rows = ["Trần Phú;Tổ dân phố 1;Đạt", "Trần Phú;Tổ dân phố 2;Đạt", "Nghĩa Chánh;Tổ dân phố 1;Đạt"]
    files = [
        {"name": f"{count}.csv", "mimeType": "text/csv", "buffer": "\n".join([heads, *rows[:count]]).encode()}
        for count in (1, 2, 3)
    ]
    clerk.locator("input[type=file]").set_input_files(files)
    rest(clerk)
    choose(clerk, "Tệp đang xem", "2.csv")
    for gone, shown in (("1.csv", "2.csv"), ("2.csv", "3.csv")):
        chip = clerk.get_by_test_id("stFileChip").filter(has_text=gone)
        chip.get_by_role("button").click()
        rest(clerk)
        if gone == "1.csv":
            expect(clerk.get_by_label("Tệp đang xem").first).to_have_value(shown)
        expect(clerk.get_by_text(f"Khớp ({shown[0]})")).to_be_visible()


def test_files_and_what_was_looked_at_stay_while_another_screen_is_open(clerk):
    table = "Xã, phường;Thôn;Kết quả 2018\nTrần Phú;Tổ dân phố 1;Đạt\n"
    files = [
        {"name": name, "mimeType": "text/csv", "buffer": (table + more).encode()}
        for name, more in (("a.csv", ""), ("b.csv", "Trần Phú;Tổ dân phố 2;Đạt"))
    ]
    clerk.locator("input[type=file]").set_input_files(files)
    rest(clerk)
    choose(clerk, "Tệp đang xem", "b.csv")
    for screen in ("Báo cáo", "Dữ liệu"):
        clerk.get_by_role("link", name=screen).click()
        rest(clerk)
    expect(clerk.get_by_test_id("stFileChip")).to_have_count(2)
    expect(clerk.get_by_label("Tệp đang xem").first).to_have_value("b.csv")
    clerk.get_by_role("link", name="Báo cáo").click()
    rest(clerk)
    expect(clerk.get_by_test_id("stFileChip").first).to_be_hidden()


def test_reading_many_files_names_the_one_in_hand_and_can_be_stopped(clerk):
    table = "Xã, phường;Thôn;Kết quả 2018\nTrần Phú;Tổ dân phố 1;Đạt\n"
    # Opening a file takes longer than a click.
    files = [
        {"name": f"bảng {place}.csv", "mimeType": "text/csv", "buffer": (table + "\n" * place).encode()}
        for place in range(30)
    ]
    clerk.locator("input[type=file]").set_input_files(files)
    expect(clerk.get_by_text(re.compile(r"Đang đọc tệp \d+/30: bảng \d+\.csv"))).to_be_visible(timeout=20_000)
    clerk.get_by_role("button", name="Hủy").click()
    expect(clerk.get_by_text("Đã dừng đọc các tệp này")).to_be_visible(timeout=20_000)
    rest(clerk)
    assert clerk.get_by_role("heading", name="Các tệp đã chọn").count() == 0
    press(clerk, "Đọc tiếp")
    expect(clerk.get_by_role("heading", name="Các tệp đã chọn")).to_be_visible(timeout=60_000)


def test_of_several_files_one_that_must_be_looked_at_is_opened_and_a_click_leads_to_the_next(clerk):
    table = "Xã, phường;Thôn;Kết quả 2018\nTrần Phú;{};Đạt\n"
    names = {"a": "Tổ dân phố 1", "b": "Thôn Mây Trắng", "c": "Tổ dân phố 2", "d": "Thôn Gió"}
    files = [
        {"name": f"{file}.csv", "mimeType": "text/csv", "buffer": table.format(name).encode()}
        for file, name in names.items()
    ]
    clerk.locator("input[type=file]").set_input_files(files)
    rest(clerk)
    shown = clerk.get_by_label("Tệp đang xem").first
    expect(shown).to_have_value("b.csv")
    heading = clerk.get_by_role("heading", name="Các tệp đã chọn")
    heading.evaluate("heading => { heading.there = true; }")
    press(clerk, "Tệp cần xem tiếp (1)")
    expect(shown).to_have_value("d.csv")
    assert heading.evaluate("heading => heading.there"), "what stays the same does not flicker"


def test_tables_are_real_ones_that_fit_half_a_screen_are_sorted_and_come_in_parts(clerk, city_copy):
    clerk.set_viewport_size({"width": 910, "height": 768})
    rows = "\n".join(f"Trần Phú;<b>Thôn</b> {number};Đạt" for number in range(1200))
    content = f"Xã, phường;Thôn;Kết quả 2018\n{rows}".encode()
    clerk.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": content}
    )
    rest(clerk)
    boxes = clerk.locator(".plain-table")
    expect(boxes.last.locator("tbody tr").first).to_be_visible()
    assert (
        boxes.evaluate_all("boxes => boxes.map((box) => box.scrollWidth - box.clientWidth)")
        == [0] * boxes.count()
    )
    ledger = boxes.filter(has_text="Lý do")
    assert ledger.locator("b").count() == 0, "foreign text is text"
    assert ledger.locator("tbody tr").count() < 1200
    heads = ledger.locator("th button")
    heads.nth(0).click()
    heads.nth(0).press("Enter")
    expect(heads.nth(0)).to_be_focused()
    expect(ledger.locator("th").nth(0)).to_have_attribute("aria-sort", "descending")
    expect(ledger.locator("tbody tr").first.locator("td").first).to_have_text("1201")
    for _ in range(4):
        ledger.evaluate("box => box.scrollTo(0, box.scrollHeight)")
        clerk.wait_for_timeout(200)
    expect(ledger.locator("tbody tr")).to_have_count(1200)


def test_who_works_by_keyboard_goes_on_where_they_were_when_the_page_is_drawn_anew(clerk):
    # Nothing of it can be stored before: what is refused stands above, and is gone afterwards.
    content = "Xa, phuong;Thon;Ket qua 2018\n" + "".join(
        f"Phuong Tran Phu;To dan pho {n};Dat\n" for n in (1, 2, 3)
    )
    clerk.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    rest(clerk)
    button = clerk.get_by_role("button", name="Chấp nhận cả 3 đề nghị")
    button.focus()
    clerk.keyboard.press("Enter")
    rest(clerk)
    expect(clerk.get_by_role("button", name="Bỏ các quyết định")).to_be_visible()
    expect(button).to_be_focused()
