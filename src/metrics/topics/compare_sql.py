"""The SQL that compares places by a measure: written from the option, bound to the selection."""

from __future__ import annotations

from metrics.model.schema import VILLAGE_KINDS
from metrics.statuses import status_sql
from metrics.store.comparable import value_sql
from metrics.store.load import literal
from metrics.topics.options import MeasureOption

RANKED = 30  # places whose share is worked out, and that a chart shows
MAPPED = 40  # places of the grid
UNDATED = "undated"
FIGURES = "f.printed, f.paragraph, f.sentence, f.certainty, f.repair"
ROUNDING = {0: "not rounded", 1: "one decimal", 2: "two decimals"}
# The places compared where none is chosen: those of a kind, less those inside another of it.
_OF_KINDS = """
with kinds as (
    select place_id, label from places
    where kind in ({kinds}) and named_in is distinct from 'outside'),
level as (
    select place_id, label from kinds p where not exists (
        select 1 from within w join kinds k on k.place_id = w.ancestor_id
        where w.place_id = p.place_id and w.ancestor_id <> p.place_id))"""
# Where one is chosen: what lies directly in it, itself where nothing does.
_OF_ONE = """
with level as (
    select c.place_id, c.label from places p
    join places c on c.parent_id = p.place_id and c.named_in is distinct from 'outside'
    where list_contains($villages, p.label)
    union all
    select p.place_id, p.label from places p
    left join places c on c.parent_id = p.place_id and c.named_in is distinct from 'outside'
    where list_contains($villages, p.label) and p.named_in is distinct from 'outside'
          and c.place_id is null)"""
_CHOSEN = """
with level as (
    select place_id, label from places
    where list_contains($villages, label) and named_in is distinct from 'outside')"""
_LEVELS = (_OF_KINDS, _OF_ONE, _CHOSEN)


def given(option: MeasureOption) -> str:
    """Return the CTEs of the places compared, and of what each gives of each period.

    `level` has a row per place compared; `given` one per place and period, `top` null where it is
    not stated; `stated` those of them with a number.
    """
    kinds = ", ".join(literal(kind) for kind in option.kinds)
    top, bottom = value_sql(option.of)
    own, name = option.of.table.other_figures, option.of.top.name
    ratio = option.of.bottom is not None
    year_figure = f"u.{own[0]}" if own else "null::varchar"
    period, nth = _period(option)
    cells = [
        "l.place_id, l.label as place",
        f"{period} as period, {nth} as nth",
        f"{_own_status(option)} as own_status",
        f"{top} as top, {bottom} as bottom",
        f"u.{name}_stated as given_by, u.counted + u.missing as of_all",
        f"{'null::varchar' if ratio else f'u.{name}_figure'} as figure",
        f"{_formula(option)} as formula",
        f"{year_figure} as year_figure",
        f"{'u.how' if option.of.rows else 'null::varchar'} as how",
    ]
    stated = "top is not null" + (" and bottom > 0" if ratio else "")
    return f"""{_LEVELS[option.chosen].format(kinds=kinds)},
given as (
    select {f",{chr(10)}           ".join(cells)}
    from level l join {option.of.given_by} u using (place_id)
    left join figures f on f.figure_id = u.{name}_figure{_where(option)}),
stated as (from given where {stated})"""


def _period(option: MeasureOption) -> tuple[str, str]:
    """Return the SQL of a row's period in words, and of what orders it: the latest is greatest."""
    table = option.of.table
    if not table.period:
        return literal(UNDATED), "0"
    dated = f"{table.period}_date"
    if dated not in table.descriptive:
        return f"cast(u.{table.period} as varchar)", f"u.{table.period}"
    words = f"u.{table.period}"
    several = f"count(distinct u.{dated}) over (partition by {words}) > 1"
    # Words that name no year are taken as those of the time of writing: later than any year.
    return (
        f"if({several}, concat_ws(', ', {words}, u.{dated}), {words})",
        f"coalesce(u.{dated}, date '9999-12-31')",
    )


def _formula(option: MeasureOption) -> str:
    """Return the SQL that names the figures a ratio is made of, or its measures."""
    of = option.of
    if of.bottom is None:
        return "null::varchar"
    top, bottom = (f"coalesce(u.{m.name}_figure, {literal(m.shown)})" for m in (of.top, of.bottom))
    return f"{top} || ' / ' || {bottom}"


def _own_status(option: MeasureOption) -> str:
    return "u.status" if option.status else "coalesce(f.status, 'standing')"


def _where(option: MeasureOption) -> str:
    found = [f"coalesce(u.{name}, '') = {literal(text)}" for name, text in option.words.items()]
    if option.of.dated:
        found.append("(len($years) = 0 or list_contains($years, u.year))")
    if option.status:
        usual = literal(option.status)
        found.append(f"u.status = case when len($status) = 1 then $status[1] else {usual} end")
    return f"\n    where {f'{chr(10)}      and '.join(found)}" if found else ""


def summed(option: MeasureOption) -> str:
    """Return the CTE `found`: a row per place with a number, over the periods or of the latest."""
    if option.of.across == "latest":
        return """
found as (
    select *, 1 as periods, if(given_by < of_all, 1, 0) as in_part, period as first, period as last,
           period as each_period
    from stated
    qualify row_number() over (partition by place_id order by nth desc, period desc) = 1)"""
    return """
found as (
    select place_id, any_value(place) as place, any_value(own_status) as own_status,
           sum(top) as top, sum(bottom) as bottom, count(*) as periods,
           count(*) filter (given_by < of_all) as in_part, min(period) as first,
           max(period) as last, string_agg(period, ', ' order by period) as each_period,
           if(count(*) = 1, any_value(figure), null) as figure,
           if(count(*) = 1, any_value(formula), null) as formula,
           if(count(*) = 1, any_value(how), 'sum of the periods that state it') as how,
           if(count(*) = 1, any_value(given_by), null) as given_by,
           if(count(*) = 1, any_value(of_all), null) as of_all
    from stated group by place_id)"""


# What is printed of a place that states no number: a figure without a safe value, or several.
BLANK = """
blank as (
    select place_id, any_value(figure) as figure, bool_or(given_by > 1) as differ
    from given where top is null group by place_id)"""


def value(option: MeasureOption, row: str) -> str:
    """Return the SQL of the number of a row of `stated` or `found`."""
    of = option.of
    if of.bottom is None:
        number = f"round({row}.top, 9)" if of.rows else f"{row}.top"
        return f"{number}::{'bigint' if of.top.type == 'integer' else 'double'}"
    return f"round({of.times} * {row}.top / {row}.bottom, {of.decimals})"


def status(option: MeasureOption, row: str) -> str:
    """Return the SQL of the status of a row whose figure is joined as f."""
    if option.of.bottom is not None:
        return f"if({row}.top is null, 'not stated', 'derived')"
    return status_sql(f"{row}.top", f"{row}.own_status", f"{row}.given_by > 1")


def arithmetic(row: str) -> str:
    """Return the SQL of how a ratio was worked out."""
    parts = f"{row}.top::bigint, {row}.bottom::bigint, {row}.top / {row}.bottom"
    return f"format('{{:,}} / {{:,}} = {{:.4f}}', {parts})"


def typed(option: MeasureOption, row: str) -> str:
    """Return the SQL of what derived numbers and charts read of a row and no file shows.

    `adds`, a word where places add up; of places chosen `nested`, a word where one lies in another;
    of a ratio its `rounding`, `formula` and `arithmetic`; of an indicator its `formula`, a word in
    `indicator`, and its `breaks`.
    """
    of = option.of
    found = [f"{literal('adds up') if of.adds else 'null'} as adds"]
    if option.chosen > 1:
        found.append(f"{_NESTED} as nested")
    if of.bottom is not None:
        words = f"coalesce({row}.formula, {literal(f'{of.top.shown} / {of.bottom.shown}')})"
        found += [f"'{ROUNDING[of.decimals]}' as rounding", f"{words} as formula"]
        found.append(f"if({row}.bottom > 0, {arithmetic(row)}, null) as arithmetic")
    if of.rows:
        found.append(f"{row}.how as formula, 'indicator' as indicator")
        found.append(_BREAKS.format(series=literal(of.name)))
    return ", ".join(found)


_BREAKS = "(select any_value(breaks) from series where series = {series}) as breaks"
# A number of a place that lies in another compared would be added twice.
_NESTED = """(select 'nested' from level l join within w using (place_id)
        join level o on o.place_id = w.ancestor_id and o.place_id <> l.place_id limit 1)"""


def noun(option: MeasureOption, several: bool = True) -> str:
    """Return what the places compared are called, where none is chosen."""
    kind = "village" if option.kinds == VILLAGE_KINDS else option.kinds[0]
    plural = "counties" if kind == "county" else f"{kind}s"
    return plural if several else kind
