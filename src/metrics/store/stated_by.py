"""Which units state a number of all places together, where not all do, in words."""

from __future__ import annotations

from metrics.model.schema import Measure, Table
from metrics.store.sql import quoted


def own_rows(table: Table, rows: str) -> str:
    """Return the SQL of the rows that places above units have of their own."""
    names = [*table.descriptive, *(measure.name for measure in table.combined)]
    kept = "".join(f"{quoted(name)}, " for name in names)
    return (
        f"select {kept}place_id, label, units, covered "
        f"from {rows} join above_units using (place_id)"
    )


def stated_by(table: Table, measure: Measure) -> str:
    """Return the SQL that names, for all places together, the units that state a measure."""
    names = [quoted(name) for name in table.descriptive]
    same = " and ".join(f"u.{name} is not distinct from s.{name}" for name in names) or "true"
    also = "".join(f" and e.{name} is not distinct from o.{name}" for name in names)
    up, value = f"{table.name}_up", quoted(measure.name)
    keys = "".join(f"{name}, " for name in names)
    few = "".join(f"o.{name}, " for name in names)
    return f"""
update {up} u set {measure.name}_stated_by = s.words from (
    with stating as (
        select {keys}label, 1 as units from {up} e join (select place_id, label from units)
        using (place_id) where {value} is not null and not exists (
            select 1 from own o join within w on w.ancestor_id = o.place_id
            where w.place_id = e.place_id{also})
        union all
        select {keys}label, units from own where {value} is not null and covered is null),
    counted as (
        select {keys}count(*) as places from stating
        group by all having sum(units) < (select count(*) from units)),
    named as (
        select {few}string_agg(e.label, ' and ' order by e.label) as words
        from stating e join counted o on o.places <= 3{also} group by all)
    select s.*, coalesce(u.words, format('{{}} of {{}} places', s.places,
           (select count(*) from units))) as words
    from counted s left join named u on {same}) s
where u.place_id = '' and {same}"""
