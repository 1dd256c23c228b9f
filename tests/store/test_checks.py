"""The document held against itself, with the arithmetic shown."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from metrics.cli import main
from metrics.store import package as packages
from metrics.store.build import build_tables
from metrics.store.checks import Verdict, verdicts, work_out

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


FIGURES = {
    "F01": (2.0, "people"),
    "F02": (3.0, "people"),
    "F03": (0.4, "share"),
    "F04": (0.3, "share"),
    "F05": (0.00001, "share"),
    "F06": (99999.99999, "share"),
}


@pytest.mark.parametrize(
    ("left", "relation", "right", "tolerance", "arithmetic", "verdict"),
    [
        ("F01 / F02", "=", "0.6667", None, "2 / 3 = 0.66667, equals 0.6667", "fails"),
        ("F01 / F02", "=", "F01 / F02", None, "2 / 3 = 0.6667, equals 2 / 3 = 0.6667", "holds"),
        ("F03", "about", "F04", 0.1, "0.4, about 0.3; 0.1 apart, 0.1 allowed", "holds"),
        ("F03", "about", "F04", 0.09999, "0.4, about 0.3; 0.1 apart, 0.09999 allowed", "fails"),
        ("F01", "about", "2.00001", 0.0, "2, about 2.00001; 0.00001 apart, 0 allowed", "fails"),
        ("F05", "=", "0.00001", None, "0.00001, equals 0.00001", "holds"),
        ("F05 / F01", "=", "0", None, "0.00001 / 2 = 0.000005, equals 0", "fails"),
        ("F06", "=", "100000", None, "99,999.99999, equals 100000", "fails"),
        ("F03 - F04", "at least", "0.1", None, "0.4 - 0.3 = 0.1, at least 0.1", "holds"),
        ("F01 / F02 * F02", "at most", "F01", None, "2 / 3 * 3 = 2, at most 2", "holds"),
    ],
)
def test_a_result_never_reads_like_what_it_is_not(
    left: str, relation: str, right: str, tolerance: float | None, arithmetic: str, verdict: str
) -> None:
    (found,) = work_out([("C01", left, relation, right, tolerance)], FIGURES)
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
