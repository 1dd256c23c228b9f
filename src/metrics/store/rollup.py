"""Add up the exits of each place beforehand, so that a province answers a click as a county does.

Adds to the built tables:
  poverty_exits_up  one row per place, year and status: what the place and the places in it give,
                    nothing twice; place_id '' is all places together. `places` counts the rows
                    added, first_place and last_place name them where they are one.
"""

from __future__ import annotations

import duckdb

from metrics.store.topic_tables import POVERTY_EXITS

_MEASURES = [name for name in POVERTY_EXITS.measures if name not in POVERTY_EXITS.key]
_SUMS = ", ".join(
    f"sum({name})::bigint as {name}, count({name}) as with_{name}, "
    f"case when count(*) = 1 then any_value({name}_figure) end as {name}_figure"
    for name in _MEASURES
)
_CELLS = f"""year, status, count(*) as places, min(e.place_id) as first_place,
    max(e.place_id) as last_place,
    case when count(*) = 1 then any_value(year_figure) end as year_figure, {_SUMS}"""
_UP = f"""
create table poverty_exits_up as
select '' as place_id, {_CELLS} from poverty_exits e where e.covered is null group by year, status
union all
select w.ancestor_id, {_CELLS}
from poverty_exits e join within w on w.place_id = e.place_id
join places p on p.place_id = w.ancestor_id
where coalesce(e.covered < p.depth, true)
group by w.ancestor_id, year, status
order by place_id, year, status"""


def add_rollup(con: duckdb.DuckDBPyConnection) -> None:
    """Add the table named above, when each place's own are there."""
    con.execute(_UP)
