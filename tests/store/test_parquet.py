"""A table of Parquet files gives what the same as CSV gives, or says what is wrong with it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb
import pytest
from drawn_indicators import write as write_indicators
from generated import examples
from hypothesis import HealthCheck, Phase, given, seed, settings
from parquet_copy import built, differences, write_parquet
from strategies import Dataset, datasets, write

from metrics.errors import DataProblems, MetricsError
from metrics.store import limits, package_state
from metrics.store import package as packages

DRAWN = settings(
    max_examples=examples(4), phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)


@pytest.mark.slow
@seed(17)
@DRAWN
@given(datasets())
def test_any_dataset_is_the_same_as_parquet(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder, "csv")
        csv.mkdir()
        write(dataset, csv)
        assert not differences(built(csv), built(write_parquet(csv, Path(folder, "one"))))


@pytest.mark.slow
@pytest.mark.parametrize("drawn", range(examples(3)))
def test_any_indicators_are_the_same_as_parquet_in_parts(tmp_path: Path, drawn: int) -> None:
    csv = write_indicators(tmp_path / "csv", drawn)
    parquet = write_parquet(csv, tmp_path / "parquet", 3)
    assert not differences(built(csv), built(parquet))


def written(tmp_path: Path, parts: int = 3) -> Path:
    """Write a dataset of indicators in some Parquet files."""
    return write_parquet(write_indicators(tmp_path / "csv", 1), tmp_path / "parquet", parts)


def refused(folder: Path) -> list[str]:
    """Return the faults for which a dataset is not built."""
    with pytest.raises(DataProblems) as caught:
        built(folder)
    return [str(one) for one in caught.value.problems]


def change(folder: Path, part: int, select: str) -> None:
    """Write a file of observations anew, as a query of it says."""
    path = folder / "observations" / f"{part}.parquet"
    with duckdb.connect() as con:
        con.execute(f"create table before as from read_parquet('{path}')")
        con.execute(f"copy ({select}) to '{path}'")


@pytest.mark.slow
def test_a_file_cut_short_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder / "observations" / "1.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    (one,) = refused(folder)
    assert one.startswith("observations/1.parquet: the Parquet file cannot be read")


@pytest.mark.slow
def test_a_file_damaged_within_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder / "observations" / "1.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(60) + content[64:])
    (one,) = refused(folder)
    assert one.startswith("observations/1.parquet: the Parquet file cannot be read")


@pytest.mark.slow
def test_files_with_other_columns_are_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    change(folder, 2, "select * exclude (status) from before")
    (one,) = refused(folder)
    assert one.startswith("observations/2.parquet, column status: the columns or their types are")


@pytest.mark.slow
def test_numbers_of_single_precision_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, 1)
    path = folder / "observations.parquet"
    with duckdb.connect() as con:
        con.execute(f"create table before as from read_parquet('{path}')")
        con.execute(f"copy (select * replace (value::float as value) from before) to '{path}'")
    (one,) = refused(folder)
    assert "column value: the column has another type (found: FLOAT)" in one


@pytest.mark.slow
def test_an_empty_partition_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "observations" / "period=2031").mkdir()
    assert refused(folder) == [
        "observations/period=2031: the partition holds no Parquet file. Put its files there, or "
        "remove the folder."
    ]


@pytest.mark.slow
def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    for path in (folder / "observations").iterdir():
        path.unlink()
    (one,) = refused(folder)
    assert one.startswith("observations: the folder holds no Parquet file.")


@pytest.mark.slow
def test_a_row_is_named_by_its_file_and_number(tmp_path: Path) -> None:
    folder = written(tmp_path)
    change(folder, 1, "select * replace ('nowhere' as place_id) from before limit 1")
    (one,) = refused(folder)
    assert one.startswith("observations/1.parquet, row 1, column place_id: no row of places is")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("replaced", "says"),
    [
        ("'far off' as period", "column period: the period cannot be read"),
        ("'NaN'::double as value", "column value: the value is not a number"),
        ("'hoped' as status", "column status: the value is not in the list"),
        (
            "'rate' as indicator_id, 101.0::double as value",
            "column value: the share is outside its range",
        ),
    ],
)
def test_what_breaks_a_rule_is_named(tmp_path: Path, replaced: str, says: str) -> None:
    folder = written(tmp_path)
    change(folder, 0, f"select * replace ({replaced}) from before limit 1")
    found = refused(folder)
    assert any(one.startswith(f"observations/0.parquet, row 1, {says}") for one in found)


@pytest.mark.slow
def test_a_row_that_repeats_one_of_another_file_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path)
    first = folder / "observations" / "0.parquet"
    change(folder, 2, f"from before union all (from read_parquet('{first}') limit 1)")
    (one,) = refused(folder)
    assert "observations/2.parquet" in one
    assert "an earlier row has the same place_id, indicator_id, period, status, group" in one


@pytest.mark.slow
def test_faults_of_one_rule_are_counted_and_the_first_thousand_listed(tmp_path: Path) -> None:
    folder = written(tmp_path)
    change(folder, 0, "select b.* replace ('?' as place_id) from before b, range(2000) limit 1500")
    found = refused(folder)
    assert len(found) == 1001
    assert "1,500 rows, of which the first 1,000 are listed" in found[-1]


def test_a_changed_file_is_another_dataset(tmp_path: Path) -> None:
    folder = written(tmp_path)
    before = packages.fingerprint(packages.read(folder)), package_state.state(folder)
    change(folder, 1, "from before limit 2")
    assert packages.fingerprint(packages.read(folder)) != before[0]
    assert package_state.state(folder) != before[1]


def test_a_dataset_copied_with_its_times_is_the_same_wherever_it_lies(tmp_path: Path) -> None:
    folder = written(tmp_path)
    copied = shutil.copytree(folder, tmp_path / "another" / "name")
    assert packages.fingerprint(packages.read(copied)) == packages.fingerprint(
        packages.read(folder)
    )


def test_a_file_called_otherwise_is_another_dataset(tmp_path: Path) -> None:
    folder = written(tmp_path)
    before = packages.fingerprint(packages.read(folder))
    (folder / "observations" / "part=2").mkdir()
    (folder / "observations" / "1.parquet").rename(folder / "observations/part=2/1.parquet")
    assert packages.fingerprint(packages.read(folder)) != before


def test_a_build_may_take_the_memory_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limits.MEMORY, "6GB")
    assert limits.memory_limit() == "6GB"
    monkeypatch.setenv(limits.MEMORY, "much")
    with pytest.raises(MetricsError, match="Write a number and its unit"):
        limits.memory_limit()
