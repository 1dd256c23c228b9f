"""Where the built-in dataset lies, and what a dataset is called on the command line."""

import os
from collections.abc import Callable
from pathlib import Path

from metrics.installation import DATA
from metrics.selection import DEFAULT_DATASET
from metrics.store import build_cache
from metrics.store.build import Build, no_progress
from metrics.store.dataset_index import MARK, datasets_inside, discover_datasets
from metrics.store.editions import newer_edition, notice
from metrics.store.joined import canonical, joined, parts

YANGBI = DATA / DEFAULT_DATASET
DATASET = "a folder, the name of a dataset, or several joined by a plus: a+b"


def built(
    asked: Path,
    step: Callable[[str, float], None] = no_progress,
    build: Build | None = None,
    reads_remote: bool = False,
) -> tuple[str, build_cache.Built]:
    """Return a dataset's name and tables: a folder's, or by name as the dashboard knows it.

    Folders are joined by a plus as datasets are, always by DuckDB; `build` makes the tables of one
    alone, DuckDB where it is None. Remote files are read of one alone, and only where asked to.
    Raises what `metrics.store.build_cache.ensure` raises.
    """
    if os.path.exists(asked):  # which takes any text, as Path.exists does not
        return asked.resolve().name, build_cache.ensure(asked, step, build, reads_remote)
    known, folders = discover_datasets().datasets, str(asked).split(MARK)
    if all(map(os.path.isdir, folders)):
        known = {Path(one).resolve().name: Path(one) for one in folders}
        asked = Path(MARK.join(known))
    if len(named := parts(str(asked), known)) > 1:
        return canonical(str(asked), known), joined({name: known[name] for name in named})
    name = canonical(str(asked), known)
    return name, build_cache.ensure(known.get(name, asked), step, build, reads_remote)


def notice_of(name: str, asked: Path) -> str:
    """Return what files of a dataset say of a newer edition among those that are known."""
    known = discover_datasets().datasets
    own = {name: asked.resolve()} if asked.is_dir() else {}
    beside = {one.name: one for one in datasets_inside(asked.resolve().parent)} if own else {}
    return notice(newer_edition(name, {**known, **beside, **own}))
