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
_LEVEL = """
with asked as (select place_id from places where list_contains($villages, label)),
kinds as (
    select place_id, label from places
    where kind in ({kinds}) and named_in is distinct from 'outside'),
level as (
    select p.place_id, p.label from places p, (select count(*) as n from asked)
    where p.named_in is distinct from 'outside' and case
          when n > 1 then p.place_id in (select place_id from asked)
          when n = 1 then p.parent_id in (select place_id from asked)
               or (p.place_id in (select place_id from asked)
                   and not exists (select 1 from places c where c.parent_id = p.place_id))
          else p.place_id in (select place_id from kinds) and not exists (
               select 1 from within w join kinds k on k.place_id = w.ancestor_id
               where w.place_id = p.place_id and w.ancestor_id <> p.place_id) end)"""


def given(option: MeasureOption) -> str:
    """Return the CTEs of the places compared, and of what each gives of each period.

    `level` has a row per place compared; `given` one per place and period, `top` null where it is
    not stated; `stated` those of them with a number; `apart` says whether no place lies in another.
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
    ]
    stated = "top is not null" + (" and bottom > 0" if ratio else "")
    return f"""{_LEVEL.format(kinds=kinds)},
given as (
    select {f",{chr(10)}           ".join(cells)}
    from level l join {option.of.table.name}_up u using (place_id)
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
    if option.of.table.period == "year":
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
    select *, 1 as periods, if(given_by < of_all, 1, 0) as in_part, period as first, period as last
    from stated
    qualify row_number() over (partition by place_id order by nth desc, period desc) = 1)"""
    return """
found as (
    select place_id, any_value(place) as place, any_value(own_status) as own_status,
           sum(top) as top, sum(bottom) as bottom, count(*) as periods,
           count(*) filter (given_by < of_all) as in_part, min(period) as first,
           max(period) as last, if(count(*) = 1, any_value(figure), null) as figure,
           if(count(*) = 1, any_value(formula), null) as formula,
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
        return f"{row}.top::{'bigint' if of.top.type == 'integer' else 'double'}"
    return f"round({of.times} * {row}.top / {row}.bottom, {of.decimals})"


def status(option: MeasureOption, row: str) -> str:
    """Return the SQL of the status of a row whose figure is joined as f."""
    if option.of.bottom is not None:
        return f"if({row}.top is null, 'not stated', 'derived')"
    return status_sql(f"{row}.top", f"{row}.own_status")


def arithmetic(row: str) -> str:
    """Return the SQL of how a ratio was worked out."""
    parts = f"{row}.top::bigint, {row}.bottom::bigint, {row}.top / {row}.bottom"
    return f"format('{{:,}} / {{:,}} = {{:.4f}}', {parts})"


def formula(option: MeasureOption, row: str) -> str:
    """Return the SQL of what a ratio of `found` is made of, in words where of several periods."""
    of = option.of
    words = f"{of.top.shown} / {of.bottom.shown}" if of.bottom else ""
    return f"coalesce({row}.formula, {literal(words)})"


def typed(option: MeasureOption) -> str:
    """Return the SQL of `adds`, a word where places add up, and of the `rounding` of a ratio."""
    word = "'adds up'" if option.of.adds else "null"
    rounding = f", '{ROUNDING[option.of.decimals]}' as rounding" if option.of.bottom else ""
    return f"{word} as adds{rounding}"


def noun(option: MeasureOption, several: bool = True) -> str:
    """Return what the places compared are called, where none is chosen."""
    kind = "village" if option.kinds == VILLAGE_KINDS else option.kinds[0]
    plural = "counties" if kind == "county" else f"{kind}s"
    return plural if several else kind
