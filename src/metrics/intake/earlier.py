"""What datasets made before say of themselves: answers kept with them, the edition they replace."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from metrics import archives
from metrics.errors import MetricsError
from metrics.intake.kept_answers import MAPPINGS
from metrics.intake.period_parts import HEADS
from metrics.intake.plan import CODE, INDICATOR, PERIOD, PLACE, ROLES
from metrics.intake.zip_reader import opened
from metrics.model.indicators import ACROSS_PERIODS, ACROSS_PLACES, KINDS
from metrics.store.describe import DESCRIPTOR
from metrics.store.package import REPLACES
from metrics.store.tables import PLACE_KINDS

MOST = 5_000_000  # bytes of a descriptor that are read
Mapping = dict[str, Any]
ENUMS = {"kind": KINDS, "across_places": ACROSS_PLACES, "across_periods": ACROSS_PERIODS}
TEXTS = ("label", "label_zh", "unit", "why", "weight", "breaks", *ENUMS)
KINDS_OF = {PLACE: PLACE_KINDS, CODE: PLACE_KINDS, PERIOD: tuple(HEADS)}


def of_folder(folder: Path) -> list[Mapping]:
    """Return the answers kept with a dataset on disk; [] where there are none."""
    path = folder / DESCRIPTOR if folder.is_dir() else folder
    try:
        return of_file(path.name, path.read_bytes()) if path.is_file() else []
    except OSError:
        return []


def of_file(name: str, data: bytes) -> list[Mapping]:
    """Return the answers kept in a datapackage.json, or in that of a ZIP file; [] for none.

    Those that are damaged are none (see `damaged`).
    """
    return [one for one in _kept_answers(name, data) if _is_whole(one)]


def damaged(name: str, data: bytes) -> str:
    """Say that answers kept in a file are damaged and not used; "" where none are."""
    bad = [nth for nth, one in enumerate(_kept_answers(name, data), 1) if not _is_whole(one)]
    if not bad:
        return ""
    which = ", ".join(map(str, bad))
    return (
        f"{name}: in its {DESCRIPTOR}, {MAPPINGS} {which} cannot be read, so that the answers kept "
        "there are not used: answer the questions anew"
    )


def _kept_answers(name: str, data: bytes) -> list[Any]:
    kept = _descriptor(name, data).get(MAPPINGS, [])
    return kept if isinstance(kept, list) else [kept]


def replaced(files: Iterable[tuple[str, bytes]]) -> Any:
    """Return the edition that the first dataset among ZIP files says it replaces; None if none."""
    found = (_descriptor(*one).get(REPLACES) for one in files)
    return next((one for one in found if one is not None), None)


def _descriptor(name: str, data: bytes) -> Mapping:
    """Return the datapackage.json of a ZIP file, or one itself; {} where a file has none.

    A file that is damaged says nothing here: it is refused where it is read.
    """
    try:
        text = _of_zip(name, data) if data.startswith(b"PK") else data[:MOST]
        found = json.loads(text or b"{}")
    except (ValueError, RecursionError, MetricsError, archives.BadArchive):
        return {}
    return found if isinstance(found, dict) else {}


def _of_zip(name: str, data: bytes) -> bytes:
    with opened(name, data) as found:
        for one in found.infolist():
            if PurePosixPath(one.filename).name == DESCRIPTOR and one.file_size <= MOST:
                return archives.content(found, one)
    return b""


def _is_whole(mapping: Any) -> bool:
    """Say whether kept answers are as `metrics.intake.kept_answers.as_mapping` writes them."""
    if not isinstance(mapping, dict):
        return False
    columns, indicators = mapping.get("columns"), mapping.get("indicators")
    if not isinstance(columns, dict) or not isinstance(indicators, list):
        return False
    ids = [one.get("indicator_id") for one in indicators if isinstance(one, dict)]
    texts = [one for one in ids if isinstance(one, str) and one]
    if len(texts) < len(indicators) or len(set(texts)) < len(texts):
        return False
    whole = all(_is_indicator(one, texts) for one in indicators)
    return whole and all(_is_column(one, texts) for one in columns.values()) and _is_placed(mapping)


def _is_indicator(row: Mapping, ids: Sequence[str]) -> bool:
    texts = [row.get(name, "") for name in TEXTS]
    listed = all(row.get(name, "") in ("", *words) for name, words in ENUMS.items())
    decimals = row.get("decimals", 0)
    is_weighed = row.get("weight", "") in ("", *ids)
    whole = isinstance(decimals, int) and decimals in range(3) and is_weighed
    return whole and listed and all(isinstance(text, str) for text in texts)


def _is_column(row: Any, ids: Sequence[str]) -> bool:
    if not isinstance(row, dict) or row.get("role") not in ROLES:
        return False
    role, kind, indicator = row["role"], row.get("kind", ""), row.get("indicator", "")
    is_listed = kind in ("", *KINDS_OF[role]) if role in KINDS_OF else isinstance(kind, str)
    named = ids if role == INDICATOR else ("", *ids)
    return is_listed and indicator in named


def _is_placed(mapping: Mapping) -> bool:
    """Say whether the one place of all rows is named in words, and its kind is one."""
    place, kind = mapping.get("place", ""), mapping.get("place_kind", "")
    return isinstance(place, str) and kind in ("", *PLACE_KINDS)
