"""Upload, check, load and remove a file in a process that dies at a named point; then start anew.

Run as a program in a temporary folder of its own; prints, for each point, how the process ended
and which files the next start has left. The program itself is a server that lives on: its folder
must stay.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from metrics.intake.check import CheckRequest, check
from metrics.intake.files import sheets
from metrics.intake.match import guess
from metrics.ui import upload_folder, uploads

DIED = 9
GOOD = "年份,村名,状态,户数\n2014,石龙村,已脱贫,12\n".encode()
# where, what, and whether the process dies before or after the n-th call of it
POINTS = [
    ("metrics.ui.upload_folder", "_takes", "before", 1),
    ("metrics.ui.upload_folder", "_takes", "after", 1),
    ("pathlib:Path", "mkdir", "before", 2),
    ("pathlib:Path", "mkdir", "after", 2),
    ("tempfile", "mkdtemp", "before", 1),
    ("tempfile", "mkdtemp", "after", 1),
    ("metrics.intake.check", "table_faults", "before", 1),
    ("metrics.intake.check", "table_faults", "after", 1),
    ("metrics.intake.check", "write_package", "before", 1),
    ("pyarrow.csv", "write_csv", "before", 1),
    ("pyarrow.csv", "write_csv", "after", 1),
    ("pathlib:Path", "write_text", "before", 1),
    ("pathlib:Path", "write_text", "after", 1),
    ("metrics.store.build_cache", "build_tables", "before", 1),
    ("metrics.store.build_cache", "build_tables", "after", 1),
    ("os", "replace", "before", 1),
    ("os", "replace", "after", 1),
    ("metrics.ui.uploads", "remember", "before", 1),
    ("metrics.ui.uploads", "keep", "before", 1),
    ("metrics.ui.uploads", "keep", "after", 1),
    ("shutil", "rmtree", "before", 1),
    ("shutil", "rmtree", "after", 1),
    ("metrics.ui.upload_folder", "remove", "before", 1),
    ("pathlib:Path", "unlink", "before", 1),
]


def dies_at(where: str, what: str, when: str, nth: int) -> None:
    """Let the process die at a call of a function, without any last words."""
    module, _, name = where.partition(":")
    owner: Any = importlib.import_module(module)
    owner = getattr(owner, name) if name else owner
    real: Callable[..., Any] = getattr(owner, what)
    calls = 0

    def stand_in(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and when == "before":
            os._exit(DIED)
        found = real(*args, **more)
        if calls == nth:
            os._exit(DIED)
        return found

    setattr(owner, what, stand_in)


def one_visit() -> None:
    """Do all that one visitor does: choose a file, check it, load it, remove it; end the server."""
    matched = [guess(one) for one in sheets("exits.csv", GOOD)]
    request = CheckRequest("exits", matched)
    report = check(request, uploads.folder("exits"), lambda says, share: None)
    uploads.remember("visitor", "key", uploads.Checked(request, False, report))
    uploads.keep("visitor", "exits", report)
    assert report.built is not None
    assert report.built.path.is_file()
    uploads.drop("visitor", "upload-exits")
    assert not report.built.path.exists()
    upload_folder.remove()


def forked(work: Callable[[], None]) -> int:
    """Do something in a process of its own; return how it ended."""
    child = os.fork()
    if not child:
        upload_folder._held.clear()  # the fork is a server of its own
        try:
            work()
        except BaseException as error:  # told by its exit code
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Die at each point, start anew, and look at what is left."""
    own = upload_folder.folder()
    (own / "of-a-server-that-lives").write_text("x")
    living = {path for path in Path(tempfile.gettempdir()).rglob("*") if path.is_file()}
    found = []
    for point in POINTS:

        def visit(point: tuple[str, str, str, int] = point) -> None:
            dies_at(*point)
            one_visit()

        ended, next_start = forked(visit), forked(upload_folder.sweep)
        files = {path for path in Path(tempfile.gettempdir()).rglob("*") if path.is_file()}
        folders = [path for path in own.parent.iterdir() if path.is_dir() and path != own]
        left = sorted(path.name for path in (files ^ living) | set(folders))
        found.append([" ".join(map(str, point)), ended, next_start, left])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
