"""What counties call the columns and the words of the tables, in English and in Chinese."""

from __future__ import annotations

import unicodedata
from functools import cache

from metrics.store.schema import Field, Table
from metrics.store.templates import OWN

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
    "households": ("household", "hh", "number of households", "户数", "户", "脱贫户数", "脱贫户"),
    "people": (
        *(
            "persons",
            "population",
            "number of people",
            "人数",
            "人",
            "人口",
            "脱贫人数",
            "脱贫人口",
        ),
        "脱贫人口数",
    ),
    "as_of": ("as of", "date", "日期", "时间", "截至", "截止日期", "统计时间"),
    "members": ("team members", "work team members", "队员", "队员人数", "工作队员", "队员数"),
    "party_members": ("party", "members of the party", "党员", "党员人数", "党员数", "中共党员"),
    "stated_share": (
        "share",
        "percent",
        "percentage",
        "share of party members",
        "党员比例",
        "占比",
    ),
    "first_secretaries": ("first secretary", "第一书记", "第一书记人数"),
    "product": ("products", "crop", "industry", "产品", "产业", "作物"),
    "sector": ("sectors", "branch", "行业", "产业类别", "门类"),
    "helper_kind": ("helper", "kind of helper", "帮扶主体", "帮扶单位类型"),
    "helpers": ("number of helpers", "帮扶人数", "帮扶单位数"),
    "helped_kind": ("helped kind", "kind of helped", "帮扶对象"),
    "helped": ("number helped", "帮扶对象数"),
    "quantity": ("amount", "number", "数量", "数额", "金额"),
    "unit": ("units", "计量单位"),
    "period": ("when", "期间", "时期"),
    "activity": ("activities", "活动", "培训内容", "内容"),
    "audience": ("for whom", "trainees", "对象", "培训对象"),
    "topic": ("主题",),
    "villages": ("村数",),
    "pilot_villages": ("试点村", "试点村数"),
    "reaching_target": ("达标村", "达标村数"),
    "income_target": ("目标收入",),
}
TABLES: dict[str, tuple[str, ...]] = {
    "places": ("地区", "村名单"),
    "poverty_exits": ("exits", "脱贫"),
    "work_teams": ("teams", "驻村", "工作队"),
    "village_industry": ("industry", "产业"),
    "village_collectives": ("collectives", "集体经济"),
    "paired_assistance": ("paired", "pairing", "结对", "挂钩"),
    "assistance_given": ("assistance", "资金"),
    "training": ("培训",),
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
    synonyms = COLUMNS.get(f"{table.name}.{field.name}") or COLUMNS.get(field.name, ())
    return {plain(name) for name in (field.name, *synonyms)}


def is_known(header: str) -> bool:
    """Say whether any table has a column of this name."""
    return plain(header) in _known()


@cache
def _known() -> frozenset[str]:
    fields = [(table, field) for table in OWN for field in table.fields]
    return frozenset(name for of in fields for name in names(*of) if name)


def called(table: Table, text: str) -> bool:
    """Say whether the name of a file or a sheet names a table."""
    found = plain(text)
    return any(plain(name) in found for name in (table.name, *TABLES.get(table.name, ())))
