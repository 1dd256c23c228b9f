"""Each rule of a dataset refuses one bad row, and names its file, row and column."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from stores import stored

from metrics.errors import DataProblems
from metrics.store.observations import ROW_RULES as OF_INDICATORS
from metrics.store.row_rules import ROW_RULES, measure_rules
from metrics.store.rules import field_rules
from metrics.store.tables import TABLES

NUMBERS = ("figures.csv", "poverty_exits.csv", "documents.csv", "checks.csv", "work_teams.csv")
FIGURES, EXITS, DOCUMENTS, CHECKS, TEAMS = NUMBERS
PLACES, INDUSTRY = "places.csv", "village_industry.csv"
SHARE = "place_id,as_of,members,party_members,stated_share"
GARBLED = "digit gap,join the pieces,confirmed,,one per poor village"
TWO_READINGS = "180000: as printed | 1800000"
SECOND_EXIT = "planned,,F12\nF11,yangbi,planned,,\n"

# file, what is replaced (once), by what, row, column, words of the rule
BAD = [
    (DOCUMENTS, ",6624,", ",,", 2, "characters", "the value is required"),
    (FIGURES, ",1,4,1158", ",one,4,1158", 2, "paragraph", "the value is text, not a number"),
    (FIGURES, ",719,", ",7x9,", 10, "value", "the value is text, not a number"),
    (DOCUMENTS, "2026-11-23", "2026-11-31", 2, "read_on", "the value is not of type date"),
    (DOCUMENTS, ",6624,", f",{'9' * 20},", 2, "characters", "the value is too large"),
    (FIGURES, ",719,", f",{'9' * 400},", 10, "value", "the value is too large"),
    (FIGURES, ",854,", ",-854,", 7, "value", "the value is less than 0"),
    (FIGURES, ",1,4,1158", ",0,4,1158", 2, "paragraph", "the value is less than 1"),
    (EXITS, "year_figure", "year", 2, "year", "the value is no year"),
    (EXITS, "planned", "hoped", 4, "status", "the value is not in the list"),
    (
        PLACES,
        "lingxiu,Lingxiu",
        "Ling xiu,Lingxiu",
        7,
        "place_id",
        "the value does not have the right form",
    ),
    (PLACES, ",meixi,", ",nowhere,", 6, "parent_id", "no row of places is called this"),
    (EXITS, "F06", "F99", 2, "households_figure", "no row of figures is called this"),
    (
        FIGURES,
        "F01,yangbi-report",
        "F01,other",
        2,
        "document_id",
        "no row of documents is called this",
    ),
    (EXITS, "F06", "F07", 2, "households_figure", "the figure does not count households"),
    (EXITS, "planned", "achieved", 4, "people_figure", "the figure has another status"),
    (EXITS, "F11,yangbi", "F11,meixi", 4, "people_figure", "the figure has another place_id"),
    (EXITS, "F05,yangbi", ",yangbi", 2, "year", "the value is required"),
    (
        EXITS,
        "F10",
        "F07",
        3,
        "people_figure",
        "an earlier row has the same figure: its number would be added twice",
    ),
    (
        TEAMS,
        "F26,F27,F28,F29\n",
        "F26,F27,F28,F29\nmeixi,at writing,F12,,,\n",
        3,
        "members_figure",
        "the figure has another status than what it is added to",
    ),
    (PLACES, "prefecture,yunnan", "prefecture,dali", 3, "parent_id", "the place belongs to itself"),
    (FIGURES, ",1158,1172,", ",1158,1158,", 2, "end", "the end is not after the start"),
    (FIGURES, ",6470,6488,", ",6470,6625,", 41, "end", "the figure ends after its document"),
    (FIGURES, "5221,5237,,", "5221,5237,,2", 44, "value", "a slogan has a value"),
    (FIGURES, ",854,", ",,", 7, "value", "a figure without a value must be ambiguous"),
    (
        FIGURES,
        "2014,achieved,yangbi,,,certain",
        "2014,,yangbi,,,certain",
        7,
        "status",
        "a figure needs a status",
    ),
    (FIGURES, f'"{TWO_READINGS}', '"', 31, "candidates", "the value does not have the right form"),
    (FIGURES, "gap,join the pieces,", "gap,,", 6, "repair", "a garbled figure needs its repair"),
    (FIGURES, "719: pieces", "718: pieces", 10, "value", "the value is not among its candidates"),
    (FIGURES, "719: pieces", "7.1.9: pieces", 10, "value", "the value is not among its candidates"),
    (
        FIGURES,
        ",,certain,,equals F02",
        ",,ambiguous,,equals F02",
        2,
        "candidates",
        "an ambiguous figure needs its candidate readings",
    ),
    (TEAMS, "F26,F27", "F27,F26", 2, "party_members", "more Party members than members"),
    (
        CHECKS,
        "F17 + F18",
        "F17 + F99",
        2,
        "left",
        "the expression names a figure that does not exist",
    ),
    (FIGURES, "S03,yangbi", "S02,yangbi", 44, "figure_id", "an earlier row has the same figure_id"),
    (EXITS, "planned,,F12\n", SECOND_EXIT, 5, "year", "the same year, place_id, status"),
    (INDUSTRY, "lijiazhuang,apples", ",rural eco-tourism", 6, "place_id", "same place_id, product"),
    (FIGURES, "printed,value", "printed,amount", 1, "amount", "the column is not known"),
    (PLACES, "place_id,name", "place_id,title", 1, "name", "the column is missing"),
    (EXITS, "year_figure", "years", 1, "year", "the column is missing"),
    (PLACES, "named_in,note", "note,note", 1, "note", "the column is there twice"),
    (PLACES, ",,outside,prov", ",outside,prov", 2, "", "the row cannot be read as CSV"),
    (PLACES, "province of", "province, of", 2, "", "the row cannot be read as CSV"),
    (PLACES, "province of", '"province of', 2, "", "the row cannot be read as CSV"),
]

# file, all of it, column and rule of its one row's fault
BAD_VALUES = [
    (
        EXITS,
        "year,place_id,status,people\n2101,yangbi,planned,5\n",
        "year",
        "the value is more than 2100",
    ),
    (
        EXITS,
        "year,place_id,status,people\n1948,yangbi,planned,5\n",
        "year",
        "the value is less than 1949",
    ),
    (
        TEAMS,
        f"{SHARE}\nyangbi,at writing,3,2,101\n",
        "stated_share",
        "the share is more than 100 percent",
    ),
    (
        EXITS,
        "year,place_id,status,people,people_figure\n2014,yangbi,achieved,2977,F07\n",
        "people",
        "the value is not that of its people_figure",
    ),
]
NAMED = re.compile(
    r"(?<=that of its )\w+|(?<=does not count ).+|(?<=has another )\w+|(?<=of type )\w+"
    r"|(?<=no row of )\w+|\d+"
)


def faults(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """Return the faults for which a dataset is refused."""
    with pytest.raises(DataProblems) as refused:
        stored(folder)
    return [(p.file, p.row, p.column, p.rule) for p in refused.value.problems]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "row", "column", "rule"), BAD)
def test_a_bad_row_is_named_and_refused(
    copy: Path, file: str, old: str, new: str, row: int, column: str, rule: str
) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [fault[:3] for fault in faults(copy) if rule in fault[3]]
    assert (file, row, column) in found


@pytest.mark.slow
@pytest.mark.parametrize(("file", "text", "column", "rule"), BAD_VALUES)
def test_a_bad_value_without_a_figure_is_named_and_refused(
    copy: Path, file: str, text: str, column: str, rule: str
) -> None:
    (copy / file).write_text(text, encoding="utf-8")
    assert faults(copy) == [(file, 2, column, rule)]


def test_every_rule_has_its_bad_row() -> None:
    rules = [r for t in TABLES for f in t.fields for r in field_rules(f)]
    rules += [r for t in TABLES for name in t.measures for r in measure_rules(t, name)]
    # Those of indicators and observations have theirs in tests/indicators/test_bad_input.py.
    own = [rules for name, rules in ROW_RULES.items() if name not in OF_INDICATORS]
    rules += [r for of_table in own for r in of_table]
    tried = {without_names(rule) for *_, rule in BAD}
    tried |= {without_names(rule) for *_, rule in BAD_VALUES}
    assert {r.says for r in rules if without_names(r.says) not in tried} == set()


def without_names(says: str) -> str:
    """Return what a rule says without the column, table, type or number that it names."""
    return NAMED.sub("...", says)


def test_every_fault_is_named_not_only_the_first(copy: Path) -> None:
    text = (copy / PLACES).read_text(encoding="utf-8")
    (copy / PLACES).write_text(text.replace(",hamlet,", ",farm,").replace(",county,", ",shire,"))
    assert [fault[:3] for fault in faults(copy)] == [(PLACES, 4, "kind"), (PLACES, 6, "kind")]


def test_an_unknown_column_comes_with_the_nearest_known(copy: Path) -> None:
    text = (copy / PLACES).read_text(encoding="utf-8")
    (copy / PLACES).write_text(text.replace("parent_id", "parent", 1), encoding="utf-8")
    with pytest.raises(DataProblems, match=r"Did you mean parent_id\?"):
        stored(copy)


@pytest.mark.parametrize(
    "name", ["Yunnan".encode("utf-16"), b"Yunn\xe9n"], ids=["utf-16", "latin-1"]
)
def test_a_table_that_is_not_utf_8_is_refused(copy: Path, name: bytes) -> None:
    path = copy / PLACES
    path.write_bytes(path.read_bytes().replace(b"Yunnan", name))
    assert faults(copy) == [(PLACES, None, "", "the file is not UTF-8 text")]


@pytest.mark.slow
@pytest.mark.parametrize("change", [(b"\n", b"\r\n"), (b"place_id", b"\xef\xbb\xbfplace_id")])
def test_a_spreadsheets_line_ends_and_mark_of_order_are_read(
    copy: Path, change: tuple[bytes, bytes]
) -> None:
    path = copy / PLACES
    count = -1 if change[0] == b"\n" else 1
    path.write_bytes(path.read_bytes().replace(*change, count))
    assert len(stored(copy).frame("from places"))


@pytest.mark.slow
def test_an_empty_column_that_names_figures_needs_no_figures(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("place_id,name,kind\na,A,county\n")
    exits = "year,place_id,status,people,people_figure\n2019,a,achieved,3,\n"
    (tmp_path / "poverty_exits.csv").write_text(exits)
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("places", "poverty_exits")]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
    assert len(stored(tmp_path).frame("from places"))
