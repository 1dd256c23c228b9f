"""A build that is killed at any moment leaves the dataset before as it was."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from metrics.store import keep
from metrics.store.open import Store

TIMES = 100
# Builds the dataset again and again, each time of another state of its files.
BUILD = """
import sys
from pathlib import Path
from metrics.store import keep
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(int(sys.argv[2]), 10**9):
    says = folder / "datapackage.json"
    part = says.with_suffix(".part")
    part.write_text(says.read_text().rstrip() + " " * (number % 97))
    part.replace(says)
    keep.ensure(folder)
"""


def test_the_dataset_opens_after_each_of_a_hundred_kills(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path / "tables"))
    keep.ensure(copy)
    moments = random.Random(6)
    killed_in_a_build = 0
    for number in range(TIMES):
        worker = subprocess.Popen(
            [sys.executable, "-c", BUILD, str(copy), str(number)], stdout=subprocess.PIPE
        )
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(moments.uniform(0, 0.25))
        worker.kill()
        worker.wait()
        killed_in_a_build += any((tmp_path / "tables").glob("*.part*"))
        before = keep.last_good(copy)
        assert before is not None
        rows = Store(before.path, before.fingerprint).frame("select count(*) as n from figures")
        assert rows["n"].iloc[0] == 43
    assert killed_in_a_build > TIMES // 4
