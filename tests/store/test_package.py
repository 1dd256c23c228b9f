"""What is no dataset is refused with the place at fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metrics.errors import DataProblems, DatasetMissing
from metrics.store import package, package_state
from metrics.store.tables import REQUIRED

PLACES = '"path": "places.csv"'

# what is replaced (all of it when empty), by what, file, column, value, words of the rule
BAD = [
    ("", "{", "datapackage.json", "", None, "is not JSON"),
    ("", "[]", "datapackage.json", "", "list", "is not a JSON object"),
    ("", "{}", "datapackage.json", "resources", "", "table places is missing"),
    ('"checks"', '"cheques"', "datapackage.json", "resources", "cheques", "does not exist"),
    ('"places"', '"checks"', "datapackage.json", "resources", "", "table places is missing"),
    (PLACES, '"path": "../p.csv"', "datapackage.json", "resources", "../p.csv", "no file ins"),
    (PLACES, '"path": "/etc/hosts"', "datapackage.json", "resources", "/etc/hosts", "no file ins"),
    (PLACES, '"note": ""', "datapackage.json", "resources", "", "no file ins"),
    (PLACES, '"path": "a\\u0000.csv"', "datapackage.json", "resources", "a\0.csv", "no file ins"),
    ("", "[" * 99_999, "datapackage.json", "", None, "is not JSON"),
    (
        PLACES,
        '"path": "https://h/p"',
        "datapackage.json",
        "resources",
        "https://h/p",
        "not read",
    ),
    (
        PLACES,
        '"path": "s3://b/p"',
        "datapackage.json",
        "resources",
        "s3://b/p",
        "not on",
    ),
    (PLACES, '"path": "p.csv"', "p.csv", "", "", "the file of table places is missing"),
    ('"checks"', '"places"', "datapackage.json", "resources", "places", "names a table 2 times"),
    (
        '"title": "',
        '"title": "\\ud800',
        "datapackage.json",
        "title",
        "?Yangbi county",
        "is no title",
    ),
    ('"title": "', '"title": "\\n', "datapackage.json", "title", None, "is no title"),
    ('"title": "', '"title": "' + "x" * 500, "datapackage.json", "title", None, "is no title"),
    ("{", '{"replaces": "y",', "datapackage.json", "replaces", "y", "the edition before"),
    ("{", '{"replaces": {"dataset": ""},', "datapackage.json", "replaces", None, "edition before"),
    (
        "{",
        '{"replaces": {"dataset": "y", "text_sha256": "12"},',
        "datapackage.json",
        "replaces",
        None,
        "edition before",
    ),
    ('"title": "', '"title": [1], "x": "', "datapackage.json", "title", "[1]", "is no title"),
    ("{", '{"x": "' + "x" * 5_000_000 + '",', "datapackage.json", "", None, "is not JSON"),
    (PLACES, '"path": "\\ud800.csv"', "datapackage.json", "resources", "?.csv", "no file ins"),
    (PLACES, '"path": "\\udc80.csv"', "datapackage.json", "resources", "?.csv", "no file ins"),
    (PLACES, '"path": "loop.csv"', "datapackage.json", "resources", "loop.csv", "no file ins"),
    (PLACES, '"path": "."', ".", "", "", "the file of table places is missing"),
]


@pytest.mark.parametrize(("old", "new", "file", "column", "value", "rule"), BAD)
def test_a_bad_description_is_named_and_refused(
    copy: Path, old: str, new: str, file: str, column: str, value: str | None, rule: str
) -> None:
    path = copy / package.DESCRIPTOR
    text = path.read_text(encoding="utf-8")
    (copy / "loop.csv").symlink_to(copy / "loop.csv")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
    with pytest.raises(DataProblems) as refused:
        package.read(copy)
    found = [p for p in refused.value.problems if rule in p.rule]
    assert [(p.file, p.column) for p in found] == [(file, column)]
    assert value in (None, found[0].value)


def test_a_description_that_is_not_utf_8_is_refused(copy: Path) -> None:
    (copy / package.DESCRIPTOR).write_bytes('{"title": "é"}'.encode("latin-1"))
    with pytest.raises(DataProblems, match="is not JSON"):
        package.read(copy)


def test_a_link_out_of_the_folder_is_refused(copy: Path, tmp_path: Path) -> None:
    (copy / "places.csv").rename(tmp_path / "elsewhere.csv")
    (copy / "places.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(DataProblems, match="no file inside the folder"):
        package.read(copy)


def test_a_missing_table_file_says_what_to_do(copy: Path) -> None:
    (copy / "checks.csv").unlink()
    with pytest.raises(DataProblems) as refused:
        package.read(copy)
    assert str(refused.value.problems[0]) == (
        "checks.csv: the file of table checks is missing. "
        "Put the file there, or take its resource out of datapackage.json."
    )


@pytest.mark.parametrize("folder", ["", "nowhere", "places.csv"])
def test_a_folder_without_description_is_no_dataset(copy: Path, folder: str) -> None:
    (copy / package.DESCRIPTOR).unlink()
    with pytest.raises(DatasetMissing, match=r"has no datapackage\.json"):
        package.read(copy / folder)


def test_a_dataset_need_not_have_every_table(copy: Path) -> None:
    text = (copy / package.DESCRIPTOR).read_text(encoding="utf-8")
    start = text.index('"resources": [') + len('"resources": [')
    kept = [f'{{"name": "{name}", "path": "{name}.csv"}}' for name in REQUIRED]
    (copy / package.DESCRIPTOR).write_text(text[:start] + ",".join(kept) + "]}")
    assert set(package.read(copy).files) == {"places"}


def test_many_resources_are_one_fault(copy: Path) -> None:
    resources = [{"name": f"t{n}", "path": "places.csv"} for n in range(400_000 // 10)]
    (copy / package.DESCRIPTOR).write_text(json.dumps({"resources": resources}))
    with pytest.raises(DataProblems) as refused:
        package.read(copy)
    assert [(p.value, p.rule) for p in refused.value.problems] == [
        ("40,000", "names too many resources")
    ]


def test_a_file_that_may_not_be_read_is_named(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refusing(path: Path, *how: str, **more: str) -> object:
        if path.name in ("places.csv", "no.json"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)  # type: ignore[call-overload] # passed on as it came

    monkeypatch.setattr(Path, "open", refusing)
    with pytest.raises(DataProblems) as refused:
        package.read(copy)
    assert str(refused.value.problems[0]) == (
        "places.csv: the file cannot be read (found: Permission denied). "
        "Make it a file that this user may read."
    )
    monkeypatch.setattr(package, "DESCRIPTOR", "no.json")
    (copy / "no.json").touch()
    with pytest.raises(DataProblems, match="the file cannot be read"):
        package.read(copy)


def test_a_folder_whose_links_lead_in_a_circle_is_no_dataset(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(DatasetMissing):
        package.read(tmp_path / "loop")


def in_subfolder(folder: Path) -> Path:
    """Move a dataset's places into a folder of its own; return the file."""
    inner = folder / "inner"
    inner.mkdir()
    path = folder / package.DESCRIPTOR
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(PLACES, '"path": "inner/places.csv"'), encoding="utf-8")
    return (folder / "places.csv").rename(inner / "places.csv")


def test_the_state_follows_every_file_named_wherever_it_lies(copy: Path) -> None:
    path = in_subfolder(copy)
    before = package_state.state(copy)
    assert package_state.state(copy) == before
    path.write_text(path.read_text(encoding="utf-8").replace("Meixi", "Meixa"), encoding="utf-8")
    edited = package_state.state(copy)
    assert edited != before
    path.unlink()
    gone = package_state.state(copy)
    assert gone not in (before, edited)
    (copy / package.DESCRIPTOR).write_text("{", encoding="utf-8")
    assert len(package_state.state(copy)) == 1
    (copy / package.DESCRIPTOR).unlink()
    assert package_state.state(copy) == ((),)


def test_what_no_table_lists_does_not_change_the_state(copy: Path) -> None:
    before = package_state.state(copy)
    (copy / "notes.txt").write_text("x")
    assert package_state.state(copy) == before


def test_the_fingerprint_follows_every_file(copy: Path) -> None:
    before = package.fingerprint(package.read(copy))
    for path in sorted(copy.iterdir()):
        path.write_bytes(path.read_bytes() + b"\n")
        after = package.fingerprint(package.read(copy))
        assert after != before, path.name
        before = after
