"""What visitors have uploaded: kept by the server until it ends, each for its own visitor only."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import streamlit as st

from metrics.intake.check import Report, Wish
from metrics.store import joined
from metrics.store.keep import Built
from metrics.store.shelf import Shelf, shelf
from metrics.ui.notices import START
from metrics.ui.visitors import COOKIE

MOST = 40  # uploads of all visitors; the one that was made first goes first


@dataclass(frozen=True)
class Upload:
    """A dataset of one visitor: its name in addresses, its title, its folder and its tables."""

    name: str
    title: str
    folder: Path
    built: Built


_held: OrderedDict[tuple[str, str], Upload] = OrderedDict()
_lock = Lock()


def visitor() -> str:
    """Return what tells this visitor from others; "" when the browser keeps no cookies."""
    return st.context.cookies.get(COOKIE, "")


def of(who: str) -> Mapping[str, Upload]:
    """Return a visitor's uploads by their names."""
    with _lock:
        return {name: one for (owner, name), one in _held.items() if who and owner == who}


def there(who: str, asked: str | None = None) -> Shelf:
    """Return all datasets that a visitor can choose from, the joined one asked for too."""
    common = shelf()
    own = {name: one.folder for name, one in of(who).items()}
    both = {asked: Path(asked)} if asked and len(joined.parts(asked, common.datasets)) > 1 else {}
    return replace(common, datasets={**common.datasets, **own, **both})


def folder(title: str) -> Path:
    """Return a new folder for an upload; its parent is its own, whatever else is uploaded."""
    return Path(tempfile.mkdtemp(dir=_root()), name(title))


def name(title: str) -> str:
    """Return what an upload is called in addresses."""
    plain = re.sub(r"[^\w]+", "-", title.lower()).strip("-_")[:40]
    return f"{START}{plain or 'data'}"


def keep(who: str, title: str, report: Report) -> Upload | None:
    """Keep the tables of a check for their visitor, in place of those of the same name."""
    if report.built is None or not who:
        return None
    one = Upload(report.folder.name, title, report.folder, report.built)
    with _lock:
        before = [_held.pop((who, one.name), None)]
        _held[who, one.name] = one
        while len(_held) > MOST:
            before.append(_held.popitem(last=False)[1])
    for old in before:
        _remove(old)
    return one


@dataclass(frozen=True)
class Checked:
    """The last check of a visitor: what was asked, and what was found."""

    wish: Wish
    without_bad: bool
    report: Report


_checked: OrderedDict[str, Checked] = OrderedDict()


def last_check(who: str, key: str) -> Checked | None:
    """Return what a visitor's last check found, if it was of the same files, read the same way."""
    with _lock:
        return _checked.get(f"{who} {key}")


def remember(who: str, key: str, found: Checked) -> None:
    """Keep what a check found, in place of the visitor's check before."""
    with _lock:
        for old in [one for one in _checked if one.startswith(f"{who} ")]:
            _forget(_checked.pop(old))
        _checked[f"{who} {key}"] = found
        while len(_checked) > MOST:
            _forget(_checked.popitem(last=False)[1])


def _forget(found: Checked) -> None:
    """Remove the tables of a check that were not loaded."""
    if all(one.folder != found.report.folder for one in _held.values()):
        shutil.rmtree(found.report.folder.parent, ignore_errors=True)


def drop(who: str, called: str) -> None:
    """Remove an upload, its files too."""
    with _lock:
        one = _held.pop((who, called), None)
    _remove(one)


def _remove(one: Upload | None) -> None:
    if one:
        shutil.rmtree(one.folder.parent, ignore_errors=True)


_roots: list[str] = []


def _root() -> str:
    """Return the folder of all uploads; it goes when the server ends."""
    with _lock:
        if not _roots:
            _roots.append(tempfile.mkdtemp(prefix=f"village-metrics-{uuid.uuid4().hex[:6]}-"))
            atexit.register(shutil.rmtree, _roots[0], ignore_errors=True)
        return _roots[0]
