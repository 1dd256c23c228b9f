"""A file that comes back, held against the data of today: matches, changed since, or altered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

from metrics import archives
from metrics.errors import UnverifiableFile
from metrics.exports.bundle import FileProgress, no_file_progress
from metrics.exports.differences import Difference, differences
from metrics.exports.lists import LISTS
from metrics.exports.read_back import MOST_BYTES, Found, read
from metrics.exports.readme import CHECKSUMS
from metrics.exports.record import tidy
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store, version
from metrics.topics.catalog import CARDS
from metrics.topics.metric import Topic

MATCHES, CHANGED, ALTERED, UNKNOWN = "matches", "changed since", "altered", "unknown"
MOST_MEMBERS = 500
# Members of a bundle that hold no numbers of their own; its checksums still cover them.
WORDS_ONLY = (".md", ".bib", ".html", ".pdf", CHECKSUMS, "citation.json", "metadata.json")


@dataclass(frozen=True)
class Verdict:
    """What was found of one file: a word, a sentence, and the values that are not those of today.

    The words are "matches", "changed since", "altered" and "unknown".
    """

    file: str
    word: str
    says: str
    differences: tuple[Difference, ...] = ()


def verify(
    store: Store, dataset: str, name: str, data: bytes, on_progress: FileProgress = no_file_progress
) -> list[Verdict]:
    """Return the verdict on a file; on a bundle, one for each of its files.

    `on_progress` is called with a file's name, how many files are done, and of how many.
    """
    try:
        files = _unpacked(data) if data.startswith(b"PK") else {}
    except UnverifiableFile as error:
        return [Verdict(name, UNKNOWN, str(error))]
    if CHECKSUMS in files:
        return list(_bundle(store, dataset, files, on_progress))
    on_progress(name, 0, 1)
    return [_one(store, dataset, name, data)]


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP; raise UnverifiableFile where it is broken, locked, or a bomb."""
    try:
        with archives.opened(data, MOST_BYTES, MOST_MEMBERS) as found:
            return {one.filename: archives.content(found, one) for one in found.infolist()}
    except archives.BadArchive as error:
        why = "it unpacks to more than a bundle does"
        raise UnverifiableFile(
            why if error.fault == "too large" else f"it is {error.fault}"
        ) from error


def _bundle(
    store: Store, dataset: str, files: Mapping[str, bytes], on_progress: FileProgress
) -> Iterator[Verdict]:
    lines = files[CHECKSUMS].decode("utf-8", "replace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    names = [name for name in dict.fromkeys([*listed, *files]) if name != CHECKSUMS]
    for done, name in enumerate(names):
        on_progress(name, done, len(names))
        yield _member(store, dataset, name, files.get(name), listed.get(name))


def _member(
    store: Store, dataset: str, name: str, data: bytes | None, digest: str | None
) -> Verdict:
    if data is None:
        return Verdict(name, ALTERED, "The bundle lists this file, and it is not there.")
    if digest is None:
        return Verdict(name, UNKNOWN, "The bundle does not list this file.")
    if name.endswith(WORDS_ONLY):
        whole = hashlib.sha256(data).hexdigest() == digest
        words = (MATCHES, "It is whole.") if whole else (ALTERED, "It is not as it was bundled.")
        return Verdict(name, *words)
    return _one(store, dataset, name, data)


def _one(store: Store, dataset: str, name: str, data: bytes) -> Verdict:
    try:
        found = read(data)
        if (other := found.about["dataset"]) != dataset:
            raise UnverifiableFile(
                f"it was made from another dataset: {other}. Choose that one first"
            )
        differing = tuple(_differing(store, found))
    except UnverifiableFile as error:
        return Verdict(name, UNKNOWN, f"{error}")
    made, now = str(found.about["data_version"]), version(store.fingerprint)
    return Verdict(name, *_judged(found, made, now, differing), differing)


def _judged(found: Found, made: str, now: str, differing: Sequence[Difference]) -> tuple[str, str]:
    today = f"The data are of version {now} today."
    if not found.intact:
        return ALTERED, f"{found.changed} {today}"
    if differing and made == now:
        return ALTERED, f"It says version {made}, but its values are not those of that version."
    if differing:
        return CHANGED, f"It is as it was made, from version {made}. {today}"
    if made == now:
        return MATCHES, f"It is as it was made, and the data are still of version {now}."
    return MATCHES, f"It was made from version {made}. {today} None of its values has changed."


def _differing(store: Store, found: Found) -> Iterator[Difference]:
    for name, table in found.tables.items():
        if name in LISTS:
            rows = LISTS[name].rows(store, Selection())
            yield from differences(LISTS[name], table, tidy(rows))
            continue
        of, _, indicator = name.partition("/")
        topic, is_rows = _metric(of)
        chosen = _selection(str(found.about["link"]))
        if indicator:
            chosen = replace(chosen, indicators=(indicator,))
        shown = view(store, topic.name, chosen, {})
        metric = shown.topic.rows if is_rows else shown.topic.derived
        yield from differences(metric, table, tidy(shown.rows if is_rows else shown.derived))


def _metric(name: str) -> tuple[Topic, bool]:
    """Return the topic that has a table of that name, and whether it is that of its rows."""
    for topic in CARDS.values():
        if name in (topic.rows.name, topic.derived.name):
            return topic, name == topic.rows.name
    raise UnverifiableFile(f"it holds a table that there is not: {name}")


def _selection(link: str) -> Selection:
    """Return the filters that a link names."""
    query = parse_qs(urlsplit(link).query)
    try:
        years = tuple(int(year) for year in query.get("years", ()))
    except ValueError:
        raise UnverifiableFile(f"its link names no year: {link}") from None
    return Selection(
        years=years,
        villages=tuple(query.get("villages", ())),
        status=tuple(query.get("status", ())),
        measure=tuple(query.get("measure", ())),
        compare=tuple(query.get("compare", ())),
        indicators=tuple(query.get("indicators", ())),
        place=tuple(query.get("place", ())),
    )
