"""Where built tables are kept: a folder the user names, the checkout's, or the user's cache."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import platformdirs

from metrics.errors import NowhereToWrite
from metrics.installation import APP, DATA, INSTALLED
from metrics.store.package import Package


def folders(package: Package) -> list[Path]:
    """Return the folders to keep files in, best first."""
    if named := os.environ.get("VILLAGE_METRICS_CACHE"):
        return [Path(named)]
    own = Path(platformdirs.user_cache_dir("village-metrics"))
    in_checkout = not INSTALLED and package.folder.resolve().parent == DATA
    return [APP / "build", own] if in_checkout else [own]


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def writable(package: Package) -> Path:
    """Return the best folder that can be written to; NowhereToWrite if none can."""
    tried = folders(package)
    for folder in tried:
        if _writable(folder):
            return folder
    raise NowhereToWrite([str(folder) for folder in tried])
