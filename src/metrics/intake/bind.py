"""Propose the cell of a topic table that a number of a report goes into, from its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from metrics.model.schema import FIGURE_SUFFIX, Measure, Table
from metrics.reports.candidates import Candidate
from metrics.reports.context import Proposal
from metrics.reports.decisions import Cell
from metrics.store.tables import TOPIC_TABLES

MOST = 4  # cells proposed for one number
UNDATED, AT_WRITING = "undated", "at writing"
# What a text calls the units of measures.
SAME_UNIT = {"administrative villages": "villages", "yuan per village per year": "yuan"}
HELPED = ("households", "villages")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
Keys = Callable[["Number"], dict[str, str] | None]


@dataclass(frozen=True)
class Number:
    """A number of a report, its sentence, and the other numbers of that sentence."""

    candidate: Candidate
    sentence: str
    others: Sequence[Candidate]
    before: str = ""  # a few characters, where Chinese says what is counted

    @property
    def noun(self) -> str:
        """What is counted, in the words of the text; its unit where there is no noun."""
        noun = self.candidate.noun
        return noun.value if noun else self.candidate.unit

    @property
    def period(self) -> str:
        """When it holds, "" where the sentence does not say."""
        return value(self.candidate.period)


@dataclass(frozen=True)
class Cue:
    """Which numbers go into a measure: by unit, by words of the noun, by words of the sentence."""

    table: str
    column: str
    units: tuple[str, ...]
    words: re.Pattern[str]
    keys: Keys
    of_noun: bool = False


def _exit(one: Number) -> dict[str, str] | None:
    year, status = YEAR.fullmatch(one.period), value(one.candidate.status)
    if not year or status not in ("achieved", "planned"):
        return None
    printed = [c for c in one.others if c.kind == "year" and c.readings]
    before = [c for c in printed if str(c.readings[0].value) == one.period]
    near = min(before, key=lambda c: abs(c.start - one.candidate.start), default=None)
    year_of = {"year_figure": figure_id(near)} if near else {"year": one.period}
    return {**year_of, "status": status}


def _as_of(one: Number) -> dict[str, str]:
    return {"as_of": one.period or AT_WRITING}


def _activity(one: Number) -> dict[str, str]:
    period, unit = one.period or UNDATED, one.candidate.unit or one.noun
    return {"activity": one.noun, "audience": "all", "period": period, "unit": unit}


def _given(one: Number) -> dict[str, str]:
    period = one.period or UNDATED
    return {"topic": "assistance", "kind": one.noun, "unit": one.candidate.unit, "period": period}


def _helped(one: Number) -> dict[str, str] | None:
    helpers = [c for c in one.others if c.unit in ("people", "departments") and c.noun]
    helper = max((c for c in helpers if c.start < one.candidate.start), key=_start, default=None)
    if helper is None:
        return None
    by = {"helper_kind": value(helper.noun), "helpers_unit": helper.unit}
    return {**by, "helped_kind": one.noun, "helped_unit": one.candidate.unit}


def _helpers(one: Number) -> dict[str, str] | None:
    after = [c for c in one.others if c.start > one.candidate.start and c.noun]
    helped = min(after, key=_start, default=None)
    if helped is None or helped.unit not in HELPED:
        return None
    of = {"helped_kind": value(helped.noun), "helped_unit": helped.unit}
    return {"helper_kind": one.noun, "helpers_unit": one.candidate.unit, **of}


def _nothing(one: Number) -> dict[str, str]:
    return {}


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.I)


EXITS = _words(r"out of poverty|shak\w+ off poverty|poverty (?:line|exit)|脱贫|越过贫困线")
PAIRED = _words(r"\bpair|\blinked?\b|contact|\bhelp|assist|挂钩|结对|帮扶|包村")
TAUGHT = _words(r"train|lecture|guidance|course|培训|讲座|转移就业")
CUES = (
    Cue("poverty_exits", "households", ("households",), EXITS, _exit),
    Cue("poverty_exits", "people", ("people",), EXITS, _exit),
    Cue("work_teams", "first_secretaries", (), _words(r"first secretar|第一书记"), _as_of, True),
    Cue("work_teams", "members", ("people",), _words(r"team members|工作队员|队员"), _as_of, True),
    Cue("work_teams", "party_members", ("people",), _words(r"party members|党员"), _as_of, True),
    Cue("work_teams", "stated_share", ("share",), _words(r"party members|党员"), _as_of),
    Cue("village_collectives", "pilot_villages", ("villages",), _words("pilot|试点"), _nothing),
    Cue("village_collectives", "villages", ("villages",), _words("pilot|试点"), _nothing),
    Cue("village_collectives", "income_target", ("yuan",), _words("collective|集体经济"), _nothing),
    Cue("training", "quantity", (), TAUGHT, _activity),
    Cue("paired_assistance", "helpers", ("people", "departments"), PAIRED, _helpers),
    Cue("paired_assistance", "helped", ("households", "people", "villages"), PAIRED, _helped),
    Cue("assistance_given", "quantity", (), PAIRED, _given),
)
TABLES: Mapping[str, Table] = {table.name: table for table in TOPIC_TABLES}


def proposed(one: Number) -> tuple[Cell, ...]:
    """Return the cells that a number may go into, likeliest first; none for a year or a share."""
    if one.candidate.kind != "statistic":
        return ()
    return tuple(_cells(one))[:MOST]


def _cells(one: Number) -> Iterator[Cell]:
    for cue in CUES:
        text = f"{one.before} {one.noun}" if cue.of_noun else one.sentence
        if cue.units and one.candidate.unit not in cue.units:
            continue
        keys = cue.keys(one) if cue.words.search(text) else None
        if keys is not None and all(keys.values()):
            yield Cell(cue.table, cue.column, keys)


def unit_of(cell: Cell, unit: str) -> str:
    """Return the unit of a number in a cell: the measure's own where the text's means the same."""
    table = TABLES.get(cell.table)
    named = {measure.name: measure for measure in table.numbers} if table else {}
    own = named[cell.column].unit if cell.column in named else ""
    return own if SAME_UNIT.get(own) == unit else unit


def counts_of(cell: Cell, noun: str) -> str:
    """Return what a number in a cell counts: what its measure says, or the text's noun."""
    table = TABLES.get(cell.table)
    own = (
        [one.says for one in table.numbers if one.name == cell.column and one.unit] if table else []
    )
    return own[0] if own else noun


def figure_id(one: Candidate) -> str:
    """Return the id that a number of a report has as a figure; of a slogan it begins with S."""
    return f"{'S' if one.reason == 'slogan' else 'F'}{one.number:02}"


def described() -> list[dict[str, Any]]:
    """Return the topic tables that have numbers, for a form: measures, and other columns."""
    return [_described(table) for table in TOPIC_TABLES if table.numbers]


def _described(table: Table) -> dict[str, Any]:
    hidden = {"place_id", *(f"{one.name}{FIGURE_SUFFIX}" for one in table.numbers)}
    hidden |= {one.name for one in table.numbers}
    fields = [field for field in table.fields if field.name not in hidden and not field.dated_from]
    return {
        "name": table.name,
        "grain": table.grain,
        "measures": [_measure(one) for one in table.numbers],
        "columns": [
            {
                "name": field.name,
                "says": field.says,
                "enum": field.enum,
                "needed": field.required or field.name in table.key,
            }
            for field in fields
        ],
    }


def _measure(one: Measure) -> dict[str, str]:
    return {"name": one.name, "says": one.says, "unit": one.unit, "unit_column": one.unit_column}


def as_json(cell: Cell) -> dict[str, Any]:
    """Return a cell for JSON."""
    return asdict(cell)


def value(proposal: Proposal | None) -> str:
    """Return what is proposed, "" if nothing."""
    return proposal.value if proposal else ""


def _start(one: Candidate) -> int:
    return one.start
