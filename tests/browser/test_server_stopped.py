"""A server that is killed and started anew: what its readers are told, keep and lose."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from app import MAIN, idle
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect
from serving import serving
from test_desk import figure, left, paste, press, saved, shown
from test_your_data import GOOD, load


def test_a_killed_server_is_said_and_loses_uploads_but_nothing_confirmed(
    browser: Browser, cache: None, tmp_path: Path
) -> None:
    reports = str(tmp_path / "reports")
    with serving(VILLAGE_METRICS_REPORTS=reports) as one:
        desk = shown(lent_page(browser), one.address)
        paste(desk)
        press(desk, "Enter", "Enter")
        saved(desk)
        desk.reload()
        desk.wait_for_selector(".vm-desk-work")
        assert left(desk)["All numbers"] == 8
        name = desk.evaluate("localStorage.getItem('vm-desk-report')")
        reader = lent_page(browser)
        load(reader, one.address, "shire.csv", GOOD)
        chart = reader.context.new_page()
        chart.goto(f"{one.address}/poverty_exits?dataset=yangbi")
        expect(chart.locator(f"{MAIN} h1")).to_contain_text("2,585")
        idle(chart)
        os.kill(one.pid, signal.SIGKILL)
        press(desk, "Enter")
        is_said_in_plain_words(chart)
        desk.evaluate("localStorage.removeItem('vm-desk-report')")
        desk.goto("about:blank")  # or the decision that waits is saved once there is a server
    with serving(VILLAGE_METRICS_REPORTS=reports) as again:
        goes_on(desk, again.address)
        reader.goto(f"{again.address}/poverty_exits?dataset=upload-shire")
        expect(reader.get_by_text("is kept until the server is started anew")).to_be_visible()
        answer = reader.request.get(f"{again.address}/desk/{name}")
        assert answer.status == 404
        assert "no such report" in answer.text()
        stranger = shown(reader, again.address)
        expect(stranger.get_by_text("Your reports")).to_have_count(0)
        is_removed(desk)
    kept = [path for path in Path(reports).rglob("*") if path.is_file()]
    assert [path.name for path in kept] == ["secret"]


def is_said_in_plain_words(page: Page) -> None:
    """See the words of ours where Streamlit's own would, which come after some tries."""
    said = page.get_by_role("alert").filter(has_text="server does not answer")
    expect(said).to_be_visible(timeout=20_000)
    page.wait_for_timeout(4000)
    expect(page.get_by_text("yourscript.py")).to_have_count(0)
    expect(page.locator("[role=dialog]:visible")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("2,585")


def goes_on(page: Page, address: str) -> None:
    """Find the work again, without the number that the killed server has not answered."""
    shown(page, address)
    page.get_by_role("button", name="Go on with Pasted text").click()
    page.wait_for_selector(".vm-desk-work")
    assert left(page)["All numbers"] == 8
    assert figure(page) == "F03"


def is_removed(page: Page) -> None:
    """Remove the report: a second press confirms."""
    page.get_by_role("button", name="Other report").click()
    page.get_by_role("button", name="Remove Pasted text").click()
    page.get_by_role("button", name="Remove Pasted text").click()
    expect(page.get_by_text("Your reports")).to_have_count(0)
