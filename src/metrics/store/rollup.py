"""Add up every topic table beforehand, place by place, so that a click reads sums only.

Adds to the built tables, for each topic table with measures that combine:
  <table>_up  one row per place and the table's descriptive columns: what the place and the places
              in it give, nothing twice; place_id '' is all places together. Its columns:
  counted     how many places' rows are added, never one that lies in another
  missing     how many places of the levels that give rows give none, and lie in none that does
  one_place   the label of the place whose row it is, where counted is 1; null otherwise
  <m>         a measure, combined as its record says, or as each row's `across` with its `weight`
              (observations); null where no place states it
  <m>_stated  how many of the rows added state the measure; in a weighted mean, the weight too
  <m>_figure  the figure that prints it, where counted is 1
  <m>_ambiguous  how many of the numbers added are of a figure that can be read in several ways
  <m>_stated_by  of all places, the units (see `paths`) that state it, and the places above a unit
              whose own rows are added, in words; null where these are all
  <m>_paired, <m>_paired_places  the sum over the places that also state the measure that this one
              is compared with, and how many do; both null where all do
  <table>_measures  a view of that, one row per measure: `measure` (its label), "column" (its name),
              unit, panel, combine, value, stated, figure, ambiguous; `paired` and `compared`, the
              sum over the places that also state the measure it is compared with and how many do,
              or null

`levels` of a row's key are the kinds of place that give rows of that key; of each kind only the
lowest places count, so that a township is missing by its villages where villages give rows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from metrics.model.schema import Measure, Table
from metrics.model.topic import pairs_of
from metrics.records import TOPICS
from metrics.store.absent import create_absent
from metrics.store.chosen import add_macros
from metrics.store.combination import combine_sql, combined, stated, together
from metrics.store.load import literal, quoted
from metrics.store.place_tree import LEVEL
from metrics.store.stated_by import own_rows, stated_by
from metrics.store.tables import TOPIC_TABLES

_NO_LOWEST = "create temp table lowest (levels integer, place_id varchar, n bigint)"
LOWEST = """
create temp table lowest as
with masks as ({masks}),
inside as (
    select m.levels, p.place_id from masks m join places p on (m.levels & {level}) <> 0
    where p.named_in is distinct from 'outside'),
above as (
    select distinct i.levels, w.ancestor_id as place_id from inside i join within w using (place_id)
    where w.ancestor_id <> w.place_id),
bottom as (from inside anti join above using (levels, place_id))
select b.levels, w.ancestor_id as place_id, count(*) as n
from bottom b join within w using (place_id) group by all
union all select levels, '', count(*) from bottom group by levels"""

# A place in which no other lies has its own row alone: nothing is added up for it.
_INNERMOST = """
create temp table innermost as
select place_id from places
where place_id not in (select parent_id from places where parent_id is not null)"""
_ADDED_TO = """
create temp table added_to as
select w.ancestor_id, w.place_id, p.depth
from within w join places p on p.place_id = w.ancestor_id
where (w.ancestor_id, w.place_id) not in (select (place_id, place_id) from innermost)
union all
select '', place_id, -1 from places"""


def add_rollups(
    con: duckdb.DuckDBPyConnection, given: Sequence[Table], large: Collection[str] = ()
) -> None:
    """Add the tables named above, when each place's own rows are there with `covered`.

    `given` are the tables that may have rows; those that are `large` have theirs, see
    `metrics.store.upward`.
    """
    tables = [table for table in TOPIC_TABLES if table.combined and table.name not in large]
    filled = [table for table in tables if table in given]
    for table in filled:
        con.execute(_levels(table))
    for sql in (_lowest(filled), _INNERMOST, _ADDED_TO):
        con.execute(sql)
    for table in tables:
        _add_up(con, table, absent=table not in filled)
        con.execute(by_measure(table))
    _add_stated_by(con, filled)
    for name in ("lowest", "innermost", "added_to", *(f"{table.name}_levels" for table in filled)):
        con.execute(f"drop table {name}")
    add_macros(con)


def _lowest(tables: Sequence[Table]) -> str:
    masks = " union ".join(f"select distinct levels from {table.name}_levels" for table in tables)
    return LOWEST.format(masks=masks, level=LEVEL) if masks else _NO_LOWEST


def _add_up(con: duckdb.DuckDBPyConnection, table: Table, absent: bool) -> None:
    name = f"{table.name}_up"
    if absent:
        create_absent(con, name, _rollup(table, [0]))
    else:
        con.execute(f"create table {name} as {_rollup(table, _masks(con, table))}")


def _add_stated_by(con: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> None:
    """Name the units that state a number of all places together, where there are several."""
    if not con.execute("select 1 from units having count(*) > 1").fetchall():
        return
    for table in tables:
        added = (
            f"(select t.* from {table.name} t join places p on p.place_id = t.place_id "
            "where coalesce(t.covered < p.depth, true))"
        )
        con.execute(f"create or replace temp table own as {own_rows(table, added)}")
        for measure in table.combined:
            con.execute(stated_by(table, measure))


def _levels(table: Table) -> str:
    """Return the SQL of the kinds of place that give rows, as bits, for each key of the table."""
    names = "".join(f"e.{quoted(name)}, " for name in table.descriptive)
    return (
        f"create temp table {table.name}_levels as select {names}bit_or({LEVEL}) as levels "
        f"from {table.name} e join places p using (place_id) group by all"
    )


def _masks(con: duckdb.DuckDBPyConnection, table: Table) -> list[int]:
    sql = f"select distinct levels from {table.name}_levels where levels is not null"
    return [mask for (mask,) in con.execute(sql).fetchall()]


def _rollup(table: Table, masks: Sequence[int]) -> str:
    """Return the SQL of a roll-up; where all keys have the same levels, no row looks them up.

    A row of an innermost place is added to those above and taken as it is for the place itself,
    which spares most of the groups.
    """
    names = [quoted(name) for name in table.descriptive]
    same = " and ".join(f"e.{name} is not distinct from l.{name}" for name in names) or "true"
    levels, joined = "l.levels", f"join {table.name}_levels l on {same}"
    if len(masks) == 1:
        levels, joined = str(masks[0]), ""
    cells = _cells(table)
    unsure = "".join(f", {_unsure(m.name)} as {m.name}_ambiguous" for m in table.combined)
    figures = "".join(
        f"\n    left join figures {m.name}_f on {m.name}_f.figure_id = e.{m.name}_figure"
        for m in table.combined
    )
    added = ",\n    ".join(f"{cell.added} as {cell.name}" for cell in cells)
    alone = ",\n    ".join(cell.alone for cell in cells)
    lead = "".join(f"e.{name}, " for name in names)
    order = ", ".join(["place_id", *names])
    return f"""
with given as materialized (
    select e.*, p.label as place, {levels} as levels, coalesce(o.n, 0) as reached{unsure}
    from {table.name} e {joined} join places p on p.place_id = e.place_id{figures}
    left join lowest o on o.place_id = e.place_id and o.levels = {levels}),
sums as (
    select a.ancestor_id as place_id, {lead}{added}
    from given e join added_to a using (place_id)
    where coalesce(e.covered < a.depth, true) group by all
    union all
    select e.place_id, {lead}{alone} from given e join innermost using (place_id))
select s.* exclude (levels, reached), coalesce(o.n, 0) - s.reached as missing
from sums s left join lowest o on o.place_id = s.place_id and o.levels = s.levels
order by {order}"""


def _unsure(name: str) -> str:
    """Return the SQL of 1 where a row's number is of an ambiguous figure, else 0."""
    return f"(e.{name} is not null and coalesce({name}_f.certainty = 'ambiguous', false))::bigint"


@dataclass(frozen=True)
class _Cell:
    """The SQL of a column of a roll-up, over rows `e`: of those added up, and of one alone."""

    name: str
    added: str
    alone: str


def _cells(table: Table) -> list[_Cell]:
    """Return the columns of a roll-up beside the descriptive ones."""
    found = [
        _Cell("levels", "e.levels", "e.levels"),
        _Cell("reached", "sum(e.reached)::bigint", "e.reached"),
        _Cell("counted", "count(*)", "1"),
        _of_one("one_place", "place"),
        *(_of_one(name, name) for name in table.other_figures),
    ]
    for measure in table.combined:
        name = measure.name
        found += [
            _Cell(name, combined(measure), f"e.{name}"),
            _Cell(f"{name}_stated", stated(measure), f"(e.{name} is not null)::bigint"),
            _of_one(f"{name}_figure", f"{name}_figure"),
            _Cell(f"{name}_ambiguous", f"sum(e.{name}_ambiguous)::bigint", f"e.{name}_ambiguous"),
            _Cell(f"{name}_stated_by", "null::varchar", "null"),
        ]
    for one, other in pairs_of(table, TOPICS):
        found += [*_paired(one, other), *_paired(other, one)]
    return found


def _of_one(name: str, column: str) -> _Cell:
    """Return a column that only a row alone has."""
    return _Cell(name, f"case when count(*) = 1 then any_value(e.{column}) end", f"e.{column}")


def _paired(measure: Measure, other: Measure) -> list[_Cell]:
    """Return the sum of a measure over the places that state another too, unless all do."""
    one, two = f"e.{measure.name}", f"e.{other.name}"
    given = f"case when {two} is not null then {one} end"
    both = f"count({given})"
    differs = f"{both} < greatest(count({one}), count({two}))"
    total = together(measure, f"sum({given})", f"min({given})", f"max({given})", "any_value(e.{})")
    return [
        _Cell(f"{measure.name}_paired", f"case when {differs} then {total} end", "null"),
        _Cell(
            f"{measure.name}_paired_places",
            f"case when {differs} then {both} end",
            f"case when ({one} is null) <> ({two} is null) then 0 end",
        ),
    ]


def by_measure(table: Table) -> str:
    """Return the SQL of the view of a roll-up with one row per measure.

    Rows are multiplied, not listed measure by measure: what is asked of places reaches the table.
    """
    paired = {measure.name for pair in pairs_of(table, TOPICS) for measure in pair}
    kept = ", ".join(map(quoted, ["place_id", *table.descriptive, *table.other_figures]))
    cells = [_cells_of_measure(m, m.name in paired) for m in table.combined]
    chosen = ", ".join(
        f"case nth {' '.join(f'when {n} then {one[name]}' for n, one in enumerate(cells))} end "
        f"as {name}"
        for name in cells[0]
    )
    nths = ", ".join(f"({nth})" for nth in range(len(cells)))
    return (
        f"create view {table.name}_measures as select {kept}, counted, missing, one_place, nth, "
        f"{chosen} from {table.name}_up cross join (values {nths}) measured(nth)"
    )


def _cells_of_measure(m: Measure, paired: bool) -> dict[str, str]:
    """Return the columns of a measure with their SQL."""
    compared = _compared(m, paired)
    return {
        "measure": literal(m.shown),
        '"column"': literal(m.name),
        "measure_unit": m.unit_column or literal(m.unit),
        "panel": literal(m.panel),
        "combine": combine_sql(m),
        "value": m.name,
        "stated": f"{m.name}_stated",
        "figure": f"{m.name}_figure",
        "ambiguous": f"{m.name}_ambiguous",
        "stated_by": f"{m.name}_stated_by",
        "paired": compared[0],
        "compared": compared[1],
    }


def _compared(measure: Measure, paired: bool) -> tuple[str, str]:
    name = measure.name
    if not paired:
        return "null::double", "null::bigint"
    return (
        f"if({name}_paired_places is null, {name}, {name}_paired)::double",
        f"coalesce({name}_paired_places, {name}_stated)",
    )
