"""What counties call the columns and the words of the tables, in English and in Chinese."""

from __future__ import annotations

import unicodedata
from functools import cache

from metrics.model.schema import Field, Table
from metrics.store.templates import USER_TABLES

LONGEST = 200  # letters of a header that are looked at: no name of a column is longer
PLACE = (
    *("place", "village", "village name", "administrative village", "township", "town", "county"),
    *(
        "村",
        "村名",
        "行政村",
        "村庄",
        "自然村",
        "村委会",
        "乡镇",
        "乡",
        "镇",
        "县",
        "地区",
        "地点",
        "单位",
    ),
)
IDS = ("id", "code", "place code", "编号", "代码", "编码", "地区编号")
COLUMNS: dict[str, tuple[str, ...]] = {
    "place_id": (*PLACE, *IDS),
    "places.place_id": IDS,
    "parent_id": ("parent", "belongs to", "within", "上级", "所属", "隶属", "所属乡镇", "所属县"),
    "name": ("place name", "village", "village name", "名称", "地名", "村名", "地区名称"),
    "kind": ("type", "level", "类型", "类别", "级别", "种类"),
    "note": ("notes", "remark", "remarks", "备注", "说明"),
    "year": ("years", "year of exit", "年份", "年", "年度", "脱贫年份", "脱贫年度"),
    "status": ("state", "状态", "情况", "完成情况"),
}
WORDS: dict[str, dict[str, str]] = {
    "status": {
        **dict.fromkeys(("done", "actual", "已完成", "完成", "实际", "已脱贫"), "achieved"),
        **dict.fromkeys(("plan", "计划", "规划", "预计"), "planned"),
    },
    "kind": {
        **dict.fromkeys(("village", "村", "行政村", "建制村"), "administrative village"),
        **dict.fromkeys(("自然村", "小组"), "hamlet"),
        **dict.fromkeys(("town", "乡", "镇", "乡镇"), "township"),
        **dict.fromkeys(("县", "区", "县级市"), "county"),
        **dict.fromkeys(("市", "州", "地级市", "自治州"), "prefecture"),
        **dict.fromkeys(("省", "自治区"), "province"),
    },
}


def plain(text: str) -> str:
    """Return a header without case, spaces, marks and a unit in brackets."""
    narrow = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return "".join(one for one in _without_brackets(narrow) if one.isalnum())


def _without_brackets(text: str) -> str:
    """Return a text without what stands in brackets; a bracket that is never closed stays."""
    kept, rest = [], text
    while (at := _first(rest, "([")) >= 0:
        end = _first(rest[at:], ")]")
        if end < 0:
            break
        kept.append(rest[:at])
        rest = rest[at + end + 1 :]
    return "".join([*kept, rest])


def _first(text: str, marks: str) -> int:
    """Return where the first of two marks stands; -1 where neither does."""
    found = [at for mark in marks if (at := text.find(mark)) >= 0]
    return min(found, default=-1)


def names(table: Table, field: Field) -> set[str]:
    """Return every plain name that a column of a table is known by."""
    shared = COLUMNS.get(f"{table.name}.{field.name}") or COLUMNS.get(field.name, ())
    synonyms = (*shared, *field.synonyms)
    return {plain(name) for name in (field.name, *synonyms)}


def is_known(header: str) -> bool:
    """Say whether any table has a column of this name."""
    return plain(header) in _known()


@cache
def _known() -> frozenset[str]:
    fields = [(table, field) for table in USER_TABLES for field in table.fields]
    return frozenset(name for of in fields for name in names(*of) if name)


def called(table: Table, text: str) -> bool:
    """Say whether the name of a file or a sheet names a table."""
    found = plain(text)
    return any(plain(name) in found for name in (table.name, *table.synonyms))
