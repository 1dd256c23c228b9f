"""Which places' rows a metric adds up: those of the villages chosen, else the topmost given."""

from __future__ import annotations

from metrics.selection import Selection
from metrics.store.schema import Table


def chosen(table: str) -> str:
    """Return the SQL condition for a row `e` of a table, with the filter $villages.

    A row counts unless a place above its own gives the same, within what was chosen: so nothing is
    added to a sum that holds it already. The filter is left out where no village is given.
    """
    return f"""(
  case when len($villages) = 0 or not exists (select 1 from village_tables where name = '{table}')
       then e.covered is null
       else exists (
           select 1 from within w join places p on p.place_id = w.ancestor_id
           where w.place_id = e.place_id and list_contains($villages, p.label)
             and coalesce(e.covered < p.depth, true)) end)"""


def picked(table: str) -> str:
    """Return the SQL of the places whose sums beforehand are added up, as a CTE `picked`.

    Those chosen, without those inside another that is chosen; '' (all places) where none is, or
    where no village is given.
    """
    return f"""asked as (select place_id from places where list_contains($villages, label)),
picked as (
    select place_id from asked a where exists (select 1 from village_tables where name = '{table}')
       and not exists (select 1 from within w join asked o on o.place_id = w.ancestor_id
                       where w.place_id = a.place_id and w.ancestor_id <> a.place_id)
    union all select ''
    where len($villages) = 0 or not exists (select 1 from village_tables where name = '{table}'))"""


# What the sums of `chosen` are of, in one row: a CTE.
NAMED = """named as (
    select coalesce(min(first_place) = max(last_place), false) as alone,
           count(distinct q.label) as count,
           string_agg(distinct q.label, ' and ' order by q.label) as names,
           case when bool_and(q.kind in ('administrative village', 'hamlet'))
                then 'villages' else 'places' end as noun,
           (select territory from dataset) as territory
    from chosen left join places q using (place_id))"""
# The place of a sum whose own place is joined as p, beside `named`: what was chosen.
PICKED_PLACE = """case when alone then p.label when len($villages) = 0 then territory
            when named.count < 3 then names else format('{} {}', named.count, noun) end"""


_COUNT = "(select count(distinct place_id) from chosen where len($villages) > 0)"
_NAMES = """(select string_agg(distinct q.label, ' and ' order by q.label)
             from chosen join places q using (place_id))"""
# The place of a sum `c`: the one it is of, or what its places make together.
PLACE = f"""case when (select min(place_id) = max(place_id) from chosen) then p.label
            when len($villages) = 0 then (select territory from dataset)
            when {_COUNT} = 2 then {_NAMES} else format('{{}} villages', {_COUNT}) end"""


def topmost(table: Table, once: tuple[str, ...] = ()) -> str:
    """Return the SQL of a table without places: its topmost rows, added up by the rest of its key.

    A measure named in `once` is no sum: it is kept where all places give the same. A figure is
    kept where one place gives the row. `places` says how many do, `place_id` names one of them.
    """
    keys = [key for key in table.key if key != "place_id"]
    rest = [f.name for f in table.fields if f.name not in ("place_id", *keys)]
    cells = [_together(table, name, name in once) for name in rest]
    picked = ", ".join([*keys, "count(*) as places", "min(place_id) as place_id", *cells])
    return f"(select {picked} from {table.name} where covered is null group by all)"


def _together(table: Table, name: str, once: bool) -> str:
    if name in table.measures and not once:
        return f"sum({name}) as {name}"
    alone = "count(*) = 1" if name.endswith("_figure") else f"min({name}) = max({name})"
    return f"case when {alone} then any_value({name}) end as {name}"


# The place of a row `t` of `topmost` whose place is joined as p.
TOPMOST_PLACE = "case when t.places = 1 then p.label else (select territory from dataset) end"


def added(stated: str, places: str) -> str:
    """Return the SQL that says what a sum is added up from; null for a single row."""
    says = f"format('{{}} of {{}} places state it', {stated}, {places})"
    return f"case when {places} > 1 then {says} end"


def county_only(what: str, selection: Selection) -> tuple[str, ...]:
    """Say that a topic whose numbers are the county's cannot follow the villages chosen."""
    if not selection.villages:
        return ()
    named = " and ".join(selection.villages)
    return (
        f"The document gives {what} for the county only, not for {named}: "
        "the village filter does not change these numbers.",
    )
