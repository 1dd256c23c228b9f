"""List what a dataset can be searched for, once, so that a keystroke reads one column.

Adds to the built tables:
  search  one row per indicator, place, figure and document: `kind`; `label`, what a reader sees;
          `detail`, which one it is; `target`, what its link names; `words`, all that finds it, as
          search_words gives it, with a space before; `nth`, by which those of a kind are ordered
and the macro
  search_words(text)  a text as it is searched: lower case, without accents, signs and the commas
                      in numbers, one space between words
"""

from __future__ import annotations

import duckdb

_WORDS = r"""
create macro search_words(text) as trim(regexp_replace(regexp_replace(strip_accents(lower(text)),
    '([0-9]),([0-9])', '\1\2', 'g'), '[^\p{L}\p{N}]+', ' ', 'g'))"""
_SOURCES = (
    """
select 'indicator', series, concat_ws(' · ', label_zh, unit), series,
       concat_ws(' ', series, label_zh, counted, indicator_id, theme), format('{:09}', nth)
from series""",
    """
select 'place', p.label, concat_ws(' in ', p.kind, u.label), p.label,
       concat_ws(' ', p.label, p.place_id), format('{:09} {}', p.depth, p.label)
from places p left join places u on u.place_id = p.parent_id""",
    """
select 'figure', figure_id || ': ' || counts, concat_ws(', ', nullif(concat_ws(' ',
           if(unit = 'year', plain, format('{:,}', value).regexp_replace('\\.0$', '')),
           if(unit in ('not printed', 'year'), null, unit)), ''), period, place), figure_id,
       concat_ws(' ', figure_id, counts, printed, plain, unit, period, place), figure_id
from (select f.*, p.label as place, f.value::varchar.regexp_replace('\\.0$', '') as plain
      from (select * replace (value::double as value) from figures) f
      left join places p on p.place_id = f.place_id)""",
    """
select 'document', title, concat_ws(', ', publisher, published), document_id,
       concat_ws(' ', title, publisher, document_id), document_id
from documents""",
)


def add_search(con: duckdb.DuckDBPyConnection) -> None:
    """Add the table and the macro named above, when places have labels and series are there."""
    con.execute(_WORDS)
    found = " union all ".join(f"({sql})" for sql in _SOURCES)
    con.execute(
        "create table search as select kind, label, detail, target, "
        "' ' || search_words(words) as words, row_number() over (order by kind, nth) as nth "
        f"from ({found}) s(kind, label, detail, target, words, nth) order by nth"
    )
