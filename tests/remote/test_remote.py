"""Remote Parquet files give what the same on this machine give, or a sentence that names the file.

The server is one of our own on this machine: of S3 it speaks what pyarrow's client asks for.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from drawn_indicators import write as write_indicators
from file_server import FileServer, serving
from parquet_copy import built, differences, rewrite, write_parquet

from metrics.cli import main
from metrics.errors import DataProblems
from metrics.store import build_cache, package_state
from metrics.store import package as packages
from metrics.store.package import DESCRIPTOR
from metrics.store.remote import access, http, urls
from metrics.store.remote.files import RemoteFault
from metrics.store.remote.filesystem import FileSystem
from metrics.store.taken_over import sources

pytestmark = pytest.mark.slow
PART = "/bucket/observations/1.parquet"


@dataclass
class Remote:
    """A dataset whose tables lie on a server, the same on this machine, and what was built."""

    server: FileServer
    folder: Path
    local: Path
    before: build_cache.Built

    def faults(self) -> list[str]:
        """Return the faults for which it is not built."""
        with pytest.raises(DataProblems) as caught:
            build_cache.ensure(self.folder, reads_remote=True)
        return [str(one) for one in caught.value.problems]


def describe(local: Path, to: Path, base: str, lists: bool = True) -> Path:
    """Describe a dataset of folders of Parquet files by the URLs of these."""
    to.mkdir(exist_ok=True)
    about = json.loads((local / DESCRIPTOR).read_text())
    for one in about["resources"]:
        files = sorted(file.name for file in (local / one["path"]).iterdir())
        named = [f"{base}/{one['path']}/{name}" for name in files]
        one["path"] = named if lists else f"{base}/{one['path']}"
    (to / DESCRIPTOR).write_text(json.dumps(about))
    return to


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again without a pause, and ask no proxy."""
    monkeypatch.setattr(http, "PAUSE_SECONDS", 0.0)
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    place = tmp_path_factory.mktemp("remote")
    write_parquet(write_indicators(place / "csv", 1), place / "served" / "bucket", 3)
    with serving(place / "served") as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv(urls.VARIABLE, f"{server.url}/bucket/")
        patch.setenv("VILLAGE_METRICS_CACHE", str(place / "kept"))
        local = place / "served" / "bucket"
        folder = describe(local, place / "county", f"{server.url}/bucket")
        before = build_cache.ensure(folder, reads_remote=True)
        yield Remote(server, folder, local, before)


@pytest.fixture
def remote(made: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Remote]:
    """Give the dataset that was built, with a cache and files of this test."""
    kept, served = tmp_path / "kept", tmp_path / "served"
    shutil.copytree(made.before.path.parent, kept)
    shutil.copytree(made.server.folder, served)
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(kept))
    monkeypatch.setenv(urls.VARIABLE, f"{made.server.url}/bucket/")
    before = build_cache.Built(kept / made.before.path.name, made.before.fingerprint)
    own = made.server.folder
    made.server.folder = served
    made.server.asked.clear()
    yield Remote(made.server, made.folder, served / "bucket", before)
    made.server.folder = own
    made.server.fails.clear()


def change(remote: Remote) -> None:
    """Write one of the files on the server anew."""
    rewrite(remote.local / "observations" / "1.parquet", "from before offset 1")


def opened(found: build_cache.Built) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(found.path), read_only=True)


def test_what_serves_asks_no_server_and_opens_the_newest_that_was_built(remote: Remote) -> None:
    """What is built is also held against the same files on this machine."""
    change(remote)
    state = package_state.state(remote.folder)
    assert build_cache.ensure(remote.folder) == remote.before
    assert remote.server.asked == []
    newer = build_cache.ensure(remote.folder, reads_remote=True)
    assert newer.remark == "taken over from the tables built before: the rows of 2 of 3 files"
    with opened(newer) as con:
        assert differences(con, built(remote.local)) == []
    assert all(part for _, part in remote.server.asked)  # nothing was asked for whole
    assert package_state.state(remote.folder) != state
    assert build_cache.ensure(remote.folder) == newer


def test_what_serves_a_dataset_that_was_not_built_says_so(remote: Remote) -> None:
    remote.before.path.unlink()
    with pytest.raises(DataProblems) as caught:
        build_cache.ensure(remote.folder)
    first = f"{remote.server.url}/bucket/places/0.parquet"
    assert str(caught.value.problems[0]) == (
        f"{first}: is remote, which only the command village-metrics build reads. Let whoever runs "
        "the program run: village-metrics build DIR."
    )
    assert remote.server.asked == []


AGAIN = "Check its URL, its server and the network, then build again."
SAID = [
    ("missing", "there is no such file. Put the file there, or take it out of datapackage.json."),
    (
        "denied",
        "access to the file is denied. Put a login for its host into the file .netrc of the user "
        "who builds, then build again.",
    ),
    (
        "moved",
        "the URL leads to another one (found: {url}/elsewhere.parquet). Name the URL that it leads "
        "to; other URLs are not followed.",
    ),
    (
        "broken",
        "the server answers with an error (found: HTTP 500). Mend it, then build again.",
    ),
    (
        "whole",
        "the server does not send parts of a file (range requests) (found: HTTP 200). Serve it by "
        "one that does, or download it into the folder of the dataset.",
    ),
    (
        "unsaid",
        "the server does not tell which part of the file it sends, and how large that is. Serve it "
        "by one that does, or download it into the folder of the dataset.",
    ),
    ("short", f"the file was cut short on its way. {AGAIN}"),
    ("changing", "the file changed while it was read. Build again."),
]


@pytest.mark.parametrize(("fault", "says"), SAID)
def test_each_failure_names_the_file_and_the_tables_before_stay(
    remote: Remote, fault: str, says: str
) -> None:
    change(remote)
    remote.server.fails[PART] = fault
    url = remote.server.url
    assert remote.faults() == [f"{url}{PART}: {says.format(url=url)}"]
    assert build_cache.ensure(remote.folder) == remote.before
    assert build_cache.last_good(remote.folder) == remote.before
    assert "/elsewhere.parquet" not in [path for path, _ in remote.server.asked]


def test_what_fails_once_is_asked_for_again(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote.server.fails[PART] = "broken"
    waits = SimpleNamespace(sleep=lambda _: remote.server.fails.clear())
    monkeypatch.setattr(http, "time", waits)
    assert build_cache.ensure(remote.folder, reads_remote=True) == remote.before


def test_a_server_that_is_late_is_named(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    web, url = http.Http(), f"{remote.server.url}{PART}"
    file = web.look(url)
    remote.server.fails[PART] = "late"
    monkeypatch.setattr(http, "READ_SECONDS", 0.1)
    with pytest.raises(RemoteFault) as caught:
        web.read(file, 10, 10)
    assert str(caught.value.problem) == (
        f"{url}: the server did not answer within 0.1 seconds. {AGAIN}"
    )


def test_a_server_that_is_away_is_named(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(urls.VARIABLE, "http://127.0.0.1:9/")
    folder = describe(remote.local, remote.local.parent / "away", "http://127.0.0.1:9")
    with pytest.raises(DataProblems) as caught:
        build_cache.ensure(folder, reads_remote=True)
    assert str(caught.value.problems[0]) == (
        "http://127.0.0.1:9/places/0.parquet: the server cannot be reached (found: Connection "
        f"refused). {AGAIN}"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty. Write the file again, then build again."),
        (b"PAR1 cut", "the Parquet file cannot be read"),
    ],
)
def test_a_file_without_rows_of_its_own_is_named(remote: Remote, content: bytes, says: str) -> None:
    (remote.local / "observations" / "1.parquet").write_bytes(content)
    (one,) = remote.faults()
    assert one.startswith(f"{remote.server.url}{PART}: {says}")


def test_a_query_asks_for_the_columns_that_it_names(remote: Remote) -> None:
    wide = remote.local / "wide.parquet"
    with duckdb.connect() as con:
        rows = "select range as n, hash(range)::varchar as text from range(100_000)"
        con.execute(f"copy ({rows}) to '{wide}'")
    url = f"{remote.server.url}/bucket/wide.parquet"
    web = http.Http()
    with duckdb.connect() as con:
        con.register_filesystem(FileSystem({url: web.look(url)}, web.read))
        before = remote.server.sent
        assert con.execute(f"select sum(n) from read_parquet('{url}')").fetchall() == [
            (4_999_950_000,)
        ]
    assert remote.server.sent - before < wide.stat().st_size / 2


def test_without_the_extra_a_sentence_says_what_to_install(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "NEEDED", ("no_such_package",))
    (one,) = remote.faults()
    assert "needs Python packages that are not installed (no_such_package)" in one
    assert "pip install 'village-metrics[remote]'" in one


def test_spark_does_not_read_remote_files(remote: Remote) -> None:
    with pytest.raises(DataProblems, match="which a build on Spark does not read"):
        build_cache.ensure(remote.folder, build=lambda *_: None, reads_remote=True)


def test_an_upload_never_reads_a_remote_file(remote: Remote, tmp_path: Path) -> None:
    with pytest.raises(DataProblems, match="only the command village-metrics build"):
        build_cache.build_into(remote.folder, tmp_path)
    about = json.loads((remote.folder / DESCRIPTOR).read_text()) | {"uploaded": True}
    (tmp_path / DESCRIPTOR).write_text(json.dumps(about))
    with pytest.raises(DataProblems, match="is remote, which no upload may name"):
        build_cache.ensure(tmp_path, reads_remote=True)
    assert remote.server.asked == []


def test_what_is_not_named_is_not_asked_for(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(urls.VARIABLE)
    first = f"{remote.server.url}/bucket/places/0.parquet"
    assert f"{first}). Let whoever runs" in remote.faults()[0]
    assert remote.server.asked == []
    assert build_cache.last_good(remote.folder) == remote.before


def test_check_names_what_a_build_would(remote: Remote, capsys: pytest.CaptureFixture[str]) -> None:
    remote.server.fails[PART] = "missing"
    assert main(["check", str(remote.folder)]) == 1
    assert f"{PART}: there is no such file" in capsys.readouterr().err


def test_a_file_that_changes_during_a_build_is_named(remote: Remote) -> None:
    package = access.looked_at(packages.read(remote.folder))
    with (
        duckdb.connect() as con,
        pytest.raises(DataProblems, match=f"{PART}: the file changed while it was read"),
        access.readable(con, package),
    ):
        change(remote)


BAD = [
    ("https://127.0.0.1/bucket/rows/", "a folder of a web server cannot be listed"),
    (["observations.parquet"], "stands in a list, which is for remote files only"),
    (["https://127.0.0.1/a.parquet", "https://127.0.0.1:443/%61.parquet"], "more than once"),
]


@pytest.mark.parametrize(("path", "says"), BAD)
def test_a_resource_that_cannot_be_one_is_named(
    remote: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: object, says: str
) -> None:
    monkeypatch.setenv(urls.VARIABLE, "https://127.0.0.1/")
    about = json.loads((remote.folder / DESCRIPTOR).read_text())
    about["resources"] = [{"name": "places", "path": path}]
    (tmp_path / DESCRIPTOR).write_text(json.dumps(about))
    with pytest.raises(DataProblems, match=says):
        build_cache.ensure(tmp_path, reads_remote=True)


@pytest.fixture
def bucket(remote: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Remote:
    """Give the dataset as folders of a bucket."""
    monkeypatch.setenv(urls.VARIABLE, "s3://bucket")
    monkeypatch.setenv("AWS_ENDPOINT_URL", remote.server.url)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "none")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    remote.folder = describe(remote.local, tmp_path / "county", "s3://bucket", lists=False)
    return remote


def test_folders_of_a_bucket_give_what_local_ones_give(bucket: Remote) -> None:
    found = build_cache.ensure(bucket.folder, reads_remote=True)
    with opened(found) as con, opened(bucket.before) as of_web_server:
        assert differences(con, of_web_server) == []
    before = access.looked_at(packages.read(bucket.folder))
    change(bucket)
    after = access.looked_at(packages.read(bucket.folder))
    assert packages.fingerprint(before) == found.fingerprint != packages.fingerprint(after)


def test_each_failure_of_a_bucket_names_the_file(bucket: Remote) -> None:
    bucket.server.fails[PART] = "missing"
    bucket.server.fails["/bucket/places/2.parquet"] = "denied"
    places, observations = bucket.faults()
    assert places.startswith("s3://bucket/places/2.parquet: access to the file is denied. Name")
    assert observations.startswith(f"s3:/{PART}: there is no such file. Put the file there")


def test_a_folder_of_a_bucket_without_files_is_named(bucket: Remote) -> None:
    shutil.rmtree(bucket.local / "observations")
    (one,) = bucket.faults()
    assert one.startswith("s3://bucket/observations: the folder holds no Parquet file")


def test_a_file_named_twice_by_its_folder_is_read_once(bucket: Remote) -> None:
    about = json.loads((bucket.folder / DESCRIPTOR).read_text())
    for one in about["resources"]:
        one["path"] = [one["path"], f"{one['path']}/1.parquet"]
    (bucket.folder / DESCRIPTOR).write_text(json.dumps(about))
    found = access.looked_at(packages.read(bucket.folder)).remote["observations"].found
    assert [file.url[-9:] for file in found] == ["0.parquet", "1.parquet", "2.parquet"]


def test_two_tables_may_name_one_file(remote: Remote, tmp_path: Path) -> None:
    about = json.loads((remote.folder / DESCRIPTOR).read_text())
    for one in about["resources"]:
        one["path"] = f"{remote.server.url}{PART}"
    (tmp_path / DESCRIPTOR).write_text(json.dumps(about))
    noted = packages.marks(access.looked_at(packages.read(tmp_path)))
    assert set(noted) == {f"{remote.server.url}{PART}", DESCRIPTOR, ""}


def test_a_bucket_that_is_away_is_named(bucket: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert bucket.faults()[0].startswith("s3://bucket/places: the server cannot be reached")


def test_what_is_built_notes_the_remote_files(made: Remote) -> None:
    with opened(made.before) as con:
        files = [file for (file,) in con.execute("select file from built_from").fetchall()]
    assert f"{made.server.url}{PART}" in files
    assert {DESCRIPTOR, ""} < set(files)
    assert set(sources(access.looked_at(packages.read(made.folder)))) == set(files)
