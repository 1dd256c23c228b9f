"""Where built tables are kept: a folder the user names, the checkout's, or the user's cache."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import platformdirs

from metrics.errors import CacheNotWritable
from metrics.installation import APP, DATA, INSTALLED
from metrics.store.package import Package

NO_PERMISSION, NO_ROOM = "no permission to write", "no room is left"


VARIABLE = "VILLAGE_METRICS_CACHE"


def own_folder() -> Path:
    """Return the folder for what belongs to no dataset of the checkout."""
    return Path(os.environ.get(VARIABLE) or platformdirs.user_cache_dir("village-metrics"))


def folders(package: Package) -> list[Path]:
    """Return the folders to keep files in, best first."""
    in_checkout = not INSTALLED and package.folder.resolve().parent == DATA
    named = os.environ.get(VARIABLE)
    return [APP / "build", own_folder()] if in_checkout and not named else [own_folder()]


def _refusal(folder: Path) -> str:
    """Return why nothing can be written into a folder; "" where it can."""
    if "?" in str(folder):  # DuckDB takes what follows for options
        return "its path holds a question mark"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else NO_PERMISSION


def writable(package: Package) -> Path:
    """Return the best folder that can be written to; CacheNotWritable if none can."""
    refusals = {}
    for folder in folders(package):
        if not (refusal := _refusal(folder)):
            return folder
        refusals[str(folder)] = refusal
    raise CacheNotWritable(refusals)
