"""Three ordinary files of a county, dealt with in the page: nobody has to open a spreadsheet."""

from __future__ import annotations

import re

from app import choose_option, drawn, idle, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect

HEAD = "村名,年份,脱贫户数,脱贫人口\n"
VILLAGES = ("石龙村", "白章村", "淮安村", "马厂村", "紫阳村", "光明村")
GOOD = [
    f"{name},{year},{12 + nth},{40 + nth}"
    for nth, name in enumerate(VILLAGES)
    for year in (2014, 2015)
]
# A letter for a digit, a word for a number, a unit, more than there can be, and a row twice.
WRONG = [
    "上街村,2O16,7,19",
    "下街村,2014,七,21",
    "河西村,2014,8,30人",
    "普坪村,20144,9,31",
    GOOD[0],
]
EXITS = HEAD + "\n".join([*GOOD, *WRONG, "合计,,218,611"]) + "\n"
TEAMS = "村名,党员人数,队员人数\n" + "\n".join(
    f"{name},{nth},{nth + 3}" for nth, name in enumerate(VILLAGES)
)
OTHER = "人均纯收入,低保户数,硬化路公里\n8000,12,3.5\n9000,7,1.2\n"


def put(page: Page, address: str, **files: str) -> None:
    """Open the page and choose files in GB18030."""
    page.goto(f"{address}/your_data")
    page.wait_for_selector("[data-testid=stFileUploader]")
    payload = [
        {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}
        for name, text in files.items()
    ]
    page.locator("input[type=file]").set_input_files(payload)  # type: ignore[arg-type] # as its stub reads it
    page.wait_for_selector("text=Use as table")
    idle(page)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page."""
    page.get_by_role("button", name=name).click()
    idle(page)


def test_exits_with_five_mistakes_and_a_total_are_loaded(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    put(page, server, exits=EXITS)
    expect(page.get_by_text("Not in the file: status.")).to_be_visible()
    expect(page.get_by_text("1 row is a total in exits.csv, left out")).to_be_visible()
    press(page, "Check every cell")
    expect(page.get_by_text("5 faults of 5 kinds in 17 rows of poverty_exits")).to_be_visible()
    expect(page.get_by_text("The column is missing.")).to_be_visible()
    choose_option(page, "status: achieved or planned", "achieved")
    press(page, "Check every cell")
    expect(page.get_by_text("The column is missing.")).to_have_count(0)
    expect(page.get_by_text("5 faults of 5 kinds in 17 rows of poverty_exits")).to_be_visible()
    for said in (
        "The number holds a letter O for a digit.",
        "The value is text, not a number.",
        "The cell holds a unit beside the number.",
        "The value is more than 2100.",
        "Row 2 stays and this row goes if rows are left out; it says the same in every cell.",
    ):
        expect(page.get_by_text(said)).to_be_visible()
    for width in (390, 1280):
        no_fault_is_cut_at_the_edge(page, width)
    press(page, "Leave out the rows")
    expect(page.get_by_text("5 of 17 rows of poverty_exits").first).to_be_visible()
    press(page, "Load it")
    expect(page.get_by_text("exits is loaded: 12 rows of poverty_exits")).to_be_visible()
    page.get_by_role("link", name="See its first chart").click()
    page.wait_for_selector(".vm-plot[data-drawn]")
    people = sum(40 + nth for nth in range(len(VILLAGES)))
    assert drawn(page)[1] == ["2014", "achieved", "people", people]
    said = "1 row of totals left out"
    expect(page.get_by_text(said).first).to_be_visible()


def test_work_teams_are_loaded_once_the_day_is_given(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    put(page, server, teams=TEAMS)
    expect(page.get_by_text("Not in the file: as_of.")).to_be_visible()
    page.get_by_role("spinbutton", name=re.compile("^year, as_of")).click()
    page.keyboard.type("20201231")
    idle(page)
    press(page, "Check every cell")
    expect(page.get_by_text("Every rule holds: 6 rows of work_teams")).to_be_visible()
    press(page, "Load it")
    expect(page.get_by_text("teams is loaded: 6 rows of work_teams")).to_be_visible()
    page.get_by_role("link", name="See its first chart").click()
    page.wait_for_selector(".vm-plot[data-drawn]")
    said = "as_of 2020-12-31 given by the uploader for all rows"
    expect(page.get_by_text(said).first).to_be_visible()


def test_a_file_of_unknown_columns_gets_a_true_answer(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    put(page, server, other=OTHER)
    expect(page.get_by_text("3 questions, as the table does not tell:")).to_be_visible()
    expect(page.get_by_text("Which place do all rows hold for?")).to_be_visible()
    expect(page.get_by_text("Answer what is asked above first")).to_be_visible()
    assert page.get_by_text("Traceback").count() == 0


def test_a_cell_is_mended_in_the_page_and_that_is_said(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    rows = "年份,村名,状态,户数,脱贫人口\n2014,石龙村,已脱贫,12,40\n2O15,白章村,已脱贫,7,19\n"
    put(page, server, mended=rows)
    press(page, "Check every cell")
    expect(page.get_by_text("1 fault of 1 kind in 2 rows")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_have_count(2)
    grid = page.get_by_test_id("stDataFrame").last
    expect(grid.locator("canvas").first).to_be_visible()
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + 48 + 80 + 80 + 40, box["y"] + 35 + 17)
    cell = page.locator("textarea:visible")
    cell.press_sequentially("2015")
    cell.press("Enter")
    expect(cell).to_have_count(0)
    idle(page)
    expect(page.get_by_text("1 cell changed by you:")).to_be_visible()
    expect(page.get_by_text("Every rule holds: 2 rows of poverty_exits")).to_be_visible()
    press(page, "Load it")
    page.get_by_role("link", name="See its first chart").click()
    page.wait_for_selector(".vm-plot[data-drawn]")
    said = "1 cell changed by the uploader (row 3, 年份: “2O15” is 2015)"
    expect(page.get_by_text(said).first).to_be_visible()


def test_a_number_that_can_be_read_in_two_ways_is_a_question(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    rows = "年份,村名,状态,脱贫人口\n2014,石龙村,已脱贫,12.000\n2014,白章村,已脱贫,40.000\n"
    put(page, server, doubt=rows)
    expect(page.get_by_text("“12.000” can be read in two ways. What is it?")).to_be_visible()
    expect(page.get_by_role("button", name="Check every cell")).to_be_disabled()
    page.get_by_text("12000 (thousands)").click()
    idle(page)
    expect(page.get_by_text("“12.000” is read as 12000")).to_be_visible()
    expect(page.get_by_role("button", name="Check every cell")).to_be_enabled()


def test_two_files_of_one_table_are_a_question(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    exits = "年份,村名,状态,脱贫人口\n{year},石龙村,已脱贫,40\n"
    put(page, server, first=exits.format(year=2014), second=exits.format(year=2015))
    expect(page.get_by_text("give the same table, poverty_exits. Which counts?")).to_be_visible()
    expect(page.get_by_role("button", name="Check every cell")).to_be_disabled()
    page.get_by_text("one below another, all rows").click()
    idle(page)
    press(page, "Check every cell")
    expect(page.get_by_text("Every rule holds: 2 rows of poverty_exits")).to_be_visible()
    page.get_by_text("Leave this file out").first.click()
    idle(page)
    press(page, "Check every cell")
    expect(page.get_by_text("Every rule holds: 1 row of poverty_exits")).to_be_visible()


def test_a_check_in_one_tab_never_breaks_a_load_in_another(browser: Browser, server: str) -> None:
    one = lent_page(browser)
    other = one.context.new_page()
    exits = "年份,村名,状态,脱贫人口\n2014,石龙村,已脱贫,40\n"
    put(one, server, first=exits)
    press(one, "Check every cell")
    put(other, server, second=exits)
    press(other, "Check every cell")
    expect(other.get_by_text("Every rule holds:")).to_be_visible()
    press(one, "Load it")
    expect(one.get_by_text("first is loaded: 1 row of poverty_exits")).to_be_visible()
    one.get_by_role("link", name="See its first chart").click()
    one.wait_for_selector(".vm-plot[data-drawn]")


def no_fault_is_cut_at_the_edge(page: Page, width: int) -> None:
    """Look at the page at a width, then make it wide again."""
    page.set_viewport_size({"width": width, "height": 900})
    wait_until(
        page, f"innerWidth === {width} && document.documentElement.scrollWidth <= innerWidth"
    )
    grid = page.get_by_test_id("stDataFrame").last
    wait_until(page, WITHIN)
    for fault in page.get_by_test_id("stMarkdownContainer").locator("li").all():
        box = fault.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    outer = grid.bounding_box()
    assert outer is not None
    assert outer["x"] + outer["width"] <= width


WITHIN = """[...document.querySelectorAll('[data-testid=stDataFrame]')].at(-1)
    .getBoundingClientRect().right <= innerWidth"""
