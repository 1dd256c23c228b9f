"""The document held against itself, with the arithmetic shown."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from metrics.cli import main
from metrics.store import package as packages
from metrics.store.build import build_tables
from metrics.store.checks import Verdict, verdicts

HEAD = "check_id,says,left,relation,right,tolerance\n"


def of(folder: Path, line: str) -> Verdict:
    (folder / "checks.csv").write_text(f"{HEAD}C01,a check,{line}\n", encoding="utf-8")
    with duckdb.connect() as con:
        build_tables(con, packages.read(folder))
        return verdicts(con)[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "arithmetic", "verdict"),
    [
        ("F17 + F18,=,F16,", "31 + 34 = 65, equals 65", "holds"),
        ("F17 + F17,=,F16,", "31 + 31 = 62, equals 65", "fails"),
        ("F05 + 1,=,F08,", "2014 + 1 = 2015, equals 2015", "holds"),
        (
            "F27 / F26,about,F28,0.01",
            "170 / 257 = 0.6615, about 0.667; 0.0055 apart, 0.01 allowed",
            "holds",
        ),
        (
            "F27 / F26,about,F28,0.001",
            "170 / 257 = 0.6615, about 0.667; 0.0055 apart, 0.001 allowed",
            "fails",
        ),
        ("F12,at most,F21,", "6,000, at most 12,081", "holds"),
        ("F12,at least,F21,", "6,000, at least 12,081", "fails"),
        ("F30,at least,F04,", "no safe value, at least 20,000", "cannot be checked"),
        ("F12 / 0,=,F12,", "6,000 / 0 = no safe value, equals 6,000", "cannot be checked"),
    ],
)
def test_a_check_shows_its_arithmetic_and_verdict(
    copy: Path, line: str, arithmetic: str, verdict: str
) -> None:
    found = of(copy, line)
    assert (found.arithmetic, found.verdict) == (arithmetic, verdict)


@pytest.mark.slow
def test_one_changed_value_fails_on_the_command_line(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(copy)]) == 0
    file = copy / "figures.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("34 non-poor villages,34,", "34 non-poor villages,35,"), "utf-8")
    assert main(["check", str(copy)]) == 1
    assert "C01 fails: " in capsys.readouterr().out
