"""Our scripts in the head of a page."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit

from metrics.ui.page_head import FRONT, modules, with_scripts

STATIC = Path(streamlit.__file__).parent / "static"
PAGE = (STATIC / "index.html").read_bytes()


def test_streamlits_script_is_named_for_later_in_place_of_its_tag() -> None:
    page = with_scripts(PAGE, "poverty_exits").decode()
    then = re.findall(r'data-contents="./early/poverty_exits" data-then="([^"]+)"', page)
    assert len(then) == 1
    assert (STATIC / then[0]).is_file()
    assert f'src="{then[0]}"' not in page
    assert f'src="{then[0]}"' in PAGE.decode()


def test_a_page_without_charts_keeps_streamlits_script_and_has_a_menu_from_the_first() -> None:
    page = with_scripts(PAGE, "sources").decode()
    menu = r'<script type="module" async crossorigin src="[^"]+/menu.js"></script>\n'
    assert re.subn(menu, "", page) == (PAGE.decode(), 1)


def test_a_page_without_streamlits_script_stays_as_it_is() -> None:
    assert with_scripts(b"<html><head></head></html>", "overview") == b"<html><head></head></html>"


def test_all_modules_that_are_shown_with_are_named() -> None:
    named = {one for name in modules() for one in imports(name)}
    assert named < set(modules())
    assert {"early.js", "card.js", "plots.js", "follower.js"} <= set(modules())
    assert not {"desk.js", "main.js", "start.js"} & set(modules())


def imports(name: str) -> list[str]:
    return re.findall(r'^import [^(]*?"\./(.*?)"', (FRONT / name).read_text("utf-8"), re.MULTILINE)
