"""Which columns of a table name places, on which level, and which hold their codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.intake.facts import Facts
from metrics.intake.heads import head_of
from metrics.intake.plan import CODE, PLACE, Column
from metrics.store.tables import PLACE_KINDS

# Headers of each level, as they stand without 名称 and the like.
LEVELS: dict[str, tuple[str, ...]] = {
    "province": ("省", "省份", "省市", "省区", "自治区", "province", "provinces"),
    "prefecture": (
        *("市", "州", "市州", "州市", "地市", "地级市", "地区市", "盟", "prefecture", "city"),
        *("prefectures", "municipality"),
    ),
    "county": (
        *("县", "区", "县区", "区县", "县市", "县市区", "县级市", "贫困县", "旗县", "county"),
        *("district", "counties"),
    ),
    "township": ("乡", "镇", "乡镇", "乡镇街道", "街道", "township", "town", "townships"),
    "administrative village": (
        *("村", "行政村", "建制村", "村庄", "村委会", "社区", "村社区", "贫困村", "village"),
        *("villages", "administrative village"),
    ),
    "hamlet": ("自然村", "村民小组", "小组", "hamlet"),
}
ANY_LEVEL: tuple[str, ...] = (
    "地区",
    "单位",
    "地点",
    "名称",
    "区域",
    "行政区",
    "行政区划",
    "地名",
    "所在地",
)
ANY_LEVEL += ("region", "area", "place", "name", "location", "unit", "locality")
NAMES = ("名称", "名字", "名")
BEFORE = ("所属", "所在", "隶属")
CODES = ("行政区划代码", "代码", "编码", "编号", "code", "id", "fips", "adcode", "gbcode", "gb")
KIND_OF: dict[str, str] = {one: kind for kind, words in LEVELS.items() for one in words}
# What a place's own name ends in; of 市 and 区 more than one level is called.
ENDS = (
    (r"(?:省|自治区)$|\bprovince$", "province"),
    (r"(?:州|盟|地区)$|\bprefecture$", "prefecture"),
    (r"(?:县|旗)$|\b(?:county|district)$", "county"),
    (r"(?:乡|镇|街道|街道办事处)$|\b(?:township|town)$", "township"),
    (r"(?:村|社区|村委会|居委会)$|\bvillage$", "administrative village"),
)
MOSTLY = 0.6  # of the names


@dataclass(frozen=True)
class Found:
    """The columns of places, outermost level first, and whether a kind is still to be asked."""

    columns: tuple[Column, ...]

    @property
    def innermost(self) -> Column | None:
        """The column of the innermost places by name, else by code."""
        named = [one for one in self.columns if one.role == PLACE]
        every = named or list(self.columns)
        return every[-1] if every else None


def place_columns(heads: Sequence[str], every: Sequence[Facts]) -> Found:
    """Return the columns of a table that name places or hold their codes."""
    found = [
        one for at, head in enumerate(heads) if (one := _by_header(at, head, every[at])) is not None
    ]
    if not any(one.role == PLACE for one in found):
        found += _first_text(heads, every, {one.at for one in found})
    return Found(tuple(sorted(_levels(found, every), key=_order)))


def _by_header(at: int, head: str, facts: Facts) -> Column | None:
    word = _word(head)
    code = next((one for one in CODES if word.endswith(one)), "")
    if code and facts.filled and _are_codes(facts):
        kind = KIND_OF.get(word.removesuffix(code).strip(" _-"), "")
        return Column(at, head, CODE, f"“{head}” holds codes of places", kind)
    if facts.is_numeric or not facts.filled:
        return None
    if kind := KIND_OF.get(word, ""):
        return Column(at, head, PLACE, f"its header says places of the level {kind}", kind)
    if word in ANY_LEVEL:
        return Column(at, head, PLACE, "its header says that it names places")
    return None


def _word(head: str) -> str:
    """Return what a header says without what only says that it is a name."""
    word = head_of(head).name.lower().replace("_", " ").strip()
    for one in BEFORE:
        word = word.removeprefix(one)
    for one in NAMES:
        if len(word) > len(one):
            word = word.removesuffix(one)
    return re.sub(r"^name of (?:the )?| names?$", "", word).strip() or word


def _are_codes(facts: Facts) -> bool:
    """Say whether the texts of a column can be codes: whole numbers or short Latin words."""
    some = facts.texts[:200]
    return all(re.fullmatch(r"[A-Za-z0-9_-]{1,20}(?:\.0+)?", text) for text in some)


def _first_text(heads: Sequence[str], every: Sequence[Facts], taken: set[int]) -> list[Column]:
    """Return the first column of texts that seem to be names, where no header says places.

    Names end as those of places do; beside numbers, texts that differ from row to row will do.
    """
    beside_numbers = any(one.is_numeric for one in every)
    for at, facts in enumerate(every):
        is_text = facts.filled and not facts.numbers and not facts.are_periods()
        differs = facts.distinct > 1 and facts.distinct >= 0.1 * facts.filled
        likely = kind_of_names(facts.texts) or (beside_numbers and at < 3 and differs)
        if at not in taken and is_text and likely:
            why = "the first column of texts that differ from row to row"
            return [Column(at, heads[at], PLACE, why)]
    return []


def kind_of_names(names: Sequence[str]) -> str:
    """Return the kind of places that most names of a column end in, "" if there is none."""
    found: Counter[str] = Counter()
    for name in names:
        found.update(kind for pattern, kind in ENDS if re.search(pattern, name.strip(), re.I))
    kind, times = found.most_common(1)[0] if found else ("", 0)
    return kind if names and times >= MOSTLY * len(names) else ""


def _levels(found: Sequence[Column], every: Sequence[Facts]) -> list[Column]:
    """Give each column a kind, from its names where the header says none."""
    kinds = [one.kind or kind_of_names(every[one.at].texts) for one in found]
    named = [k for one, k in zip(found, kinds, strict=True) if one.role == PLACE]
    innermost = max((k for k in named if k), key=PLACE_KINDS.index, default="")
    result = []
    for one, kind in zip(found, kinds, strict=True):
        own = kind or (innermost if one.role == CODE else "")
        result.append(Column(one.at, one.head, one.role, one.why, own))
    return result


def _order(one: Column) -> tuple[int, int]:
    """By level from the outermost in; a level that is not known is the innermost."""
    level = PLACE_KINDS.index(one.kind) if one.kind in PLACE_KINDS else len(PLACE_KINDS)
    return level, one.at


def paths(columns: Sequence[Column]) -> Mapping[str, tuple[Column | None, Column | None]]:
    """Return the column of names and that of codes of each level, outermost first."""
    levels: dict[str, tuple[Column | None, Column | None]] = {}
    for one in sorted(columns, key=_order):
        name, code = levels.get(one.kind, (None, None))
        levels[one.kind] = (name or one, code) if one.role == PLACE else (name, code or one)
    return levels
