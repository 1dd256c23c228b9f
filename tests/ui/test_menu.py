"""The menu has every page once, in its group, under the title that the page itself bears."""

from __future__ import annotations

from metrics.environment import ROOT
from metrics.topics.catalog import PAGE_TOPICS, TOPICS
from metrics.ui.menu import GROUPS, TITLES


def test_each_page_stands_in_one_group() -> None:
    named = [name for names in GROUPS.values() for name in names]
    files = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
    assert sorted(named) == files == sorted(TITLES)
    assert [group for group in GROUPS if group] == ["Topics", "Compare", "Evidence", "Your files"]


def test_a_topic_is_named_in_the_menu_as_on_its_page() -> None:
    assert {name: TITLES[name] for name in PAGE_TOPICS} == {
        name: TOPICS[name].title for name in PAGE_TOPICS
    }
