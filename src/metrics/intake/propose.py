"""Propose what each column of a table is that no known table fits: with the reason of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from metrics.intake import questions
from metrics.intake.facts import Facts, facts, marks, together
from metrics.intake.heads import Head, head_of, is_running, stem, titles, with_whole_headers
from metrics.intake.indicator_guess import (
    category,
    indicator,
    listed,
    with_own_label,
    with_weights,
)
from metrics.intake.kept_answers import from_mapping
from metrics.intake.keys import telling_groups
from metrics.intake.long_tables import Spread, spread
from metrics.intake.period_parts import are_years, dated_column, part_of, read_otherwise, says_years
from metrics.intake.place_columns import Found, place_columns
from metrics.intake.plan import (
    CODE,
    GROUP,
    INDICATOR,
    LEFT,
    PERIOD,
    PLACE,
    STATUS,
    Column,
    Indicator,
    Proposal,
    TablePlan,
)
from metrics.intake.sheet import Sheet
from metrics.intake.synonyms import WORDS
from metrics.intake.units import said_above
from metrics.model.indicators import STATUSES

COORDINATES = ("经度", "纬度", "latitude", "longitude", "lat", "lon", "lng")
STATUS_HEADS = ("状态", "完成情况", "status", "state")
FEW = 12  # different words that make a category
PLACES_OF = {"county": "counties", "township": "townships", "administrative village": "villages"}


@dataclass(frozen=True)
class _Look:
    """A sheet while it is looked at: its headers taken apart, and the facts of its columns."""

    sheet: Sheet
    heads: tuple[Head, ...]
    facts: tuple[Facts, ...]
    places: Found
    long: Spread

    @property
    def words(self) -> list[str]:
        """What each column is called, in small letters: its header without unit and period."""
        heads = zip(self.heads, self.sheet.columns, strict=True)
        return [(head.name or text).lower() for head, text in heads]

    @property
    def in_header(self) -> bool:
        """Say whether a header names a period."""
        return any(head.period for head in self.heads)

    @property
    def name(self) -> str:
        """What a column is called whose header is a period only: as the table, or its file, is."""
        above = (head_of(text).name for text in titles(self.sheet) if not said_above([text])[0])
        return next((name for name in above if name), head_of(stem(self.sheet.file)).name)

    @property
    def unit_of_places(self) -> str:
        """What places are counted in."""
        inner = self.places.innermost
        return PLACES_OF.get(inner.kind if inner else "", "places")


def propose(sheet: Sheet, earlier: Sequence[Mapping[str, Any]] = ()) -> Proposal:
    """Propose a plan for a sheet; `earlier` are mappings kept with datasets loaded before.

    A period that neither rows nor headers say is looked for above the header and in the name of
    the file.
    """
    sheet, joined = with_whole_headers(sheet)
    long = spread(sheet)
    sheet = long.sheet
    every = tuple(facts(one) for one in sheet.cells.columns)
    heads = tuple(head_of(name) for name in sheet.columns)
    look = _Look(sheet, heads, every, place_columns(sheet.columns, every), long)
    columns, indicators = _planned(look)
    period, why = _given_period(look, columns)
    plan = TablePlan(columns, tuple(with_weights(indicators)), period)
    notes = (*(note for note in (joined, long.note) if note), *_notes(look, columns))
    proposal = Proposal(sheet, plan, (), notes, {"period": why})
    plan, told = from_mapping(proposal, earlier)
    asked = questions.questions(plan, sheet, told)
    return replace(proposal, plan=plan, questions=tuple(asked))


def _planned(look: _Look) -> tuple[tuple[Column, ...], list[Indicator]]:
    """Give each column its role, and the indicators that they make."""
    sure = {one.at: _once(look, one) for one in look.places.columns} | _frame(look)
    used = [one.at for one in sure.values() if one.role in (PLACE, CODE, PERIOD, STATUS)]
    words = _word_columns(look, sure)
    groups = telling_groups(look.sheet, [*used, *look.long.names], words)
    sure |= {at: _column(look, at, GROUP, _GROUP) for at in groups}
    found: dict[str, Indicator] = {}
    columns = [sure.get(at) or _measured(look, at, found) for at in range(len(look.sheet.columns))]
    if not any(one.role == INDICATOR for one in columns) and look.places.innermost:
        dated = any(one.role == PERIOD for one in columns)
        found[""] = listed([], look.unit_of_places, dated)
    return tuple(columns), list(found.values())


def _once(look: _Look, one: Column) -> Column:
    """Return a column of places, left out where one before it says the same of the same level.

    Codes are left out as well where a column before them gives others of the same level.
    """
    for before in look.places.columns:
        same_level = (before.role, before.kind) == (one.role, one.kind) and before.at < one.at
        cells = look.sheet.cells
        named = f"“{before.head}” (column {look.sheet.letter(before.at)})"
        if same_level and cells.column(before.at).equals(cells.column(one.at)):
            return _column(look, one.at, LEFT, f"it says the same as {named}")
        if same_level and one.role == CODE:
            return _column(look, one.at, LEFT, f"{named} has codes of this level")
    return one


_GROUP = "rows of one place and period differ in it: parts that are observed apart"


def _column(look: _Look, at: int, role: str, why: str, **more: str) -> Column:
    return Column(at, look.sheet.columns[at], role, why, **more)


def _frame(look: _Look) -> dict[int, Column]:
    """Return the columns that say when a number is or how it stands, and those to be left."""
    taken = {one.at for one in look.places.columns}
    found = {at: _column(look, at, LEFT, why) for at, why in look.long.left.items()}
    open_ = {at: one for at, one in enumerate(look.facts) if at not in taken and at not in found}
    may_say = {at: one for at, one in open_.items() if not _has_own_period(look.heads[at], one)}
    dated, why_dated = dated_column(look.words, may_say, look.in_header)
    for at, facts_ in open_.items():
        name = look.words[at]
        if at == dated:
            found[at] = _column(look, at, PERIOD, why_dated)
        elif name in STATUS_HEADS and _are_statuses(facts_):
            found[at] = _column(look, at, STATUS, "its cells say achieved, planned and the like")
        elif why := _why_left(look, at, name):
            found[at] = _column(look, at, LEFT, why)
    return found | _part(look, found)


def _has_own_period(head: Head, found: Facts) -> bool:
    """Say whether a column's header says when it holds: its numbers are values, not years."""
    return bool(head.period) and (not head.name or found.is_numeric)


def _part(look: _Look, found: Mapping[int, Column]) -> dict[int, Column]:
    """Return the column of months, quarters or halves: of a column of years, or of one year."""
    dated = next((one for one in found.values() if one.role == PERIOD), None)
    if dated and not are_years(look.facts[dated.at]):
        return {}
    given = "its header" if look.in_header else "all rows"
    years = f"the years of “{dated.head}”" if dated else f"the year of {given}"
    for at, facts_ in enumerate(look.facts):
        part = part_of(look.sheet.columns[at].lower(), facts_)
        if part and not (dated and at == dated.at):
            return {at: _column(look, at, PERIOD, f"with {years} it says when", kind=part)}
    return {}


def _are_statuses(facts_: Facts) -> bool:
    known = {*STATUSES, *WORDS["status"]}
    return bool(facts_.texts) and all(text.lower() in known for text in facts_.texts)


def _why_left(look: _Look, at: int, name: str) -> str:
    """Return why a column is left out, "" if it is not."""
    cells, facts_ = look.sheet.cells, look.facts[at]
    if not facts_.filled:
        return "it is empty"
    if not look.sheet.columns[at]:
        return "it has no name: give it one below to load it"
    for before in range(at):
        same = look.sheet.columns[before] == look.sheet.columns[at]
        if same and cells.column(before).equals(cells.column(at)):
            return "it says the same as the column of its name before it"
    if (unread := look.heads[at].unread) and any(one.period for one in look.heads):
        return f"its header names a period that is not read (“{unread}”)"
    if is_running(name) and facts_.is_numeric:
        return "running numbers and ranks are no values"
    if name in COORDINATES:
        return "coordinates go into places.csv, with what they refer to (datum)"
    return ""


def _word_columns(look: _Look, sure: Mapping[int, Column]) -> list[int]:
    """Return the columns of a few words that return."""
    return [
        at
        for at, one in enumerate(look.facts)
        if at not in sure
        and not one.is_numeric
        and 2 <= one.distinct <= FEW
        and one.filled >= 2 * one.distinct
    ]


def _measured(look: _Look, at: int, found: dict[str, Indicator]) -> Column:
    """Give a column that is no part of the frame the indicator that it holds, or leave it out."""
    head, facts_ = look.heads[at], look.facts[at]
    head = head if head.name else replace(head, name=look.name)
    ids = [one.indicator_id for one in found.values()]
    if not facts_.is_numeric:
        if at not in _word_columns(look, {}):
            return _column(look, at, LEFT, _no_number(facts_))
        key = f"category {at}"
        found[key] = category(look.sheet.columns[at], ids, look.unit_of_places)
        return _column(look, at, INDICATOR, found[key].why, indicator=found[key].indicator_id)
    key = f"{head.name} {head.unit}"
    if not head.period and key in found:
        key, head = _told_apart(look, at, head)
    if key not in found:
        table_unit, _ = said_above(titles(look.sheet))
        of_all = _of_all(look, head) if head.period else facts_
        found[key] = with_own_label(indicator(head, of_all, table_unit, ids), found.values())
    one = found[key]
    why = f"its header says {head.period}; {one.why}" if head.period else one.why
    return _column(look, at, INDICATOR, why, indicator=one.indicator_id, period=head.period)


def _no_number(facts_: Facts) -> str:
    some = facts_.numbers and f", and only {facts_.numbers} of {facts_.filled} cells hold a number"
    return f"its cells are texts{some or ''}: a remark, or a name"


def _told_apart(look: _Look, at: int, head: Head) -> tuple[str, Head]:
    """Return a key and a name for a second column of one name."""
    nth = sum(look.heads[before].name == head.name for before in range(at)) + 1
    named = Head(f"{head.name} ({nth})", head.unit)
    return f"{named.name} {named.unit}", named


def _of_all(look: _Look, head: Head) -> Facts:
    """Return the facts of all columns of one name, one a period, taken together."""
    same = [
        f
        for h, f in zip(look.heads, look.facts, strict=True)
        if (h.name or look.name, h.unit) == (head.name, head.unit) and h.period and f.is_numeric
    ]
    return together(same)


def _given_period(look: _Look, columns: Sequence[Column]) -> tuple[str, str]:
    """Return the period of all rows where no row or header says one, and what says so.

    Where rows say a month, quarter or half only, it is the year of all. None is taken where a
    header or a title names a period that cannot be read: a year in it is not when they hold.
    """
    if any((one.role == PERIOD and not one.kind) or one.period for one in columns):
        return "", ""
    if any(look.heads[one.at].unread for one in columns if one.role == INDICATOR):
        return "", ""
    parted = any(one.role == PERIOD for one in columns)
    sources = [(text, "the line above the table") for text in titles(look.sheet)]
    sources.append((look.sheet.file, "the name of the file"))
    for text, where in sources:
        head = head_of(stem(text))
        if head.unread:
            return "", ""
        if head.period:
            return (head.period[:4] if parted else head.period), f"from {where}"
    return "", ""


def _notes(look: _Look, columns: Sequence[Column]) -> Iterator[str]:
    """Yield what is read otherwise than it stands: periods, and marks of nothing stated."""
    for one in columns:
        if one.role == PERIOD and not one.kind:
            said = read_otherwise(look.facts[one.at].texts, says_years(one.head))
            yield from (f"“{text}” is read as {label}" for text, label in said.items())
    for one in columns:
        if one.role == INDICATOR and (unread := look.heads[one.at].unread):
            yield f"the header “{one.head}” names a period that is not read (“{unread}”)"
    counted: Counter[str] = Counter()
    for one in columns:
        if one.role == INDICATOR:
            counted.update(marks(look.sheet.cells.column(one.at)))
    if counted:
        named = ", ".join(f"“{mark}” ({times:,})" for mark, times in counted.most_common())
        yield f"cells that hold {named} are read as not stated"
