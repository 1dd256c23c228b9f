"""Which places state a number, where several are added up: a sum of two counties is not of one."""

from __future__ import annotations

# The counties, and the topmost places that hold none: what all places together are made of.
TOPMOST = """from counties union all
    select place_id, label from places where depth = 0 and place_id not in (
        select w.ancestor_id from within w join counties using (place_id))"""
_NAMES = "list_aggregate(min(l.label, 3), 'string_agg', ' and ')"


def stating(table: str, key: tuple[str, ...], measures: tuple[str, ...], picked: str) -> str:
    """Return the SQL of the places that state each measure of a roll-up, as CTEs.

    `picked` names the CTE of the places whose sums are added up, '' for all of them together. The
    CTE `stating` has one row per `key` and measure that a place states: `stated_by`, the places in
    words, null where all of them do, or where there is one only.
    """
    keys = ", ".join(f"e.{name}" for name in key)
    values = ", ".join(f"('{name}', e.{name})" for name in measures)
    return f"""counties as (select place_id, label from places where kind = 'county'),
level as (
    select place_id, label from places where place_id in (select place_id from {picked})
    union
    select place_id, label from ({TOPMOST}) where '' in (select place_id from {picked})),
stating as (
    select {keys}, m.measure,
           case when count(*) = (select count(*) from level) then null
                when count(*) <= 3 then {_NAMES}
                else format('{{}} of {{}} places', count(*), (select count(*) from level))
           end as stated_by
    from {table}_up e join level l using (place_id)
    cross join lateral (values {values}) m(measure, value)
    where m.value is not null group by {keys}, m.measure)"""
