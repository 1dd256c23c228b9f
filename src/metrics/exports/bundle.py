"""One ZIP of a view, or of several: images, tables, metadata, words, citations, checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from metrics.archives import zipped
from metrics.exports import chrome
from metrics.exports.cite import bibtex, csl_json, of_document
from metrics.exports.embedded_metadata import embed
from metrics.exports.readme import CHECKSUMS, METADATA, README, readme
from metrics.exports.record import ExportContent, provenance, record
from metrics.exports.render import image_file
from metrics.exports.stop import check_stopped
from metrics.exports.tables import FORMS, csv
from metrics.exports.view import View

Part = tuple[str, Callable[[], bytes]]
FileProgress = Callable[[str, int, int], None]
IMAGES = {"png": 2, "svg": 1, "pdf": 1}  # form and scale


def no_file_progress(name: str, done: int, of: int) -> None:
    """Tell nobody how far a bundle is."""


def bundle(
    views: Sequence[View],
    drawn: Mapping[str, bytes],
    more: Sequence[Part] = (),
    progress: FileProgress = no_file_progress,
    lacks: str = "",
) -> bytes:
    """Return a ZIP of views that have rows.

    `drawn` holds images that a reader's browser has drawn, by file name; what it lacks is drawn by
    the Chrome of this machine, if there is one. `more` are further files; `progress` is told
    of each; `lacks` says what is not in the ZIP.
    """
    wanted = [*(part for view in views for part in parts(view, drawn)), *more, *_cited(views[0])]
    files: dict[str, bytes] = {}
    for done, (name, make) in enumerate(wanted):
        check_stopped()
        progress(name, done, len(wanted))
        files[name] = make()
    files[METADATA] = _metadata(views)
    names = [README, *files, CHECKSUMS]
    files = {
        README: readme(views, names, " ".join(filter(None, (_missing(files), lacks)))),
        **files,
    }
    files[CHECKSUMS] = "".join(_checksum(name, data) for name, data in files.items()).encode()
    progress("", len(wanted), len(wanted))
    return zipped(files)


def parts(view: View, drawn: Mapping[str, bytes]) -> Iterator[Part]:
    """Yield the name of each file of a view, and what makes it."""
    for form, scale in IMAGES.items():
        name = f"{view.filename}.{form}"
        if name in drawn:
            yield name, partial(embed, view, form, drawn[name], scale)
        elif not chrome.missing():
            yield name, partial(image_file, view, form, scale=scale)
    found, derived = record(view), view.topic.derived.name
    for form, write in FORMS.items():
        yield f"{view.filename}.{form}", partial(write, found)
    if len(view.derived):
        alone = ExportContent(found.about, {derived: found.tables[derived]})
        yield f"{view.filename}-derived.csv", partial(csv, alone)


def _cited(view: View) -> list[Part]:
    if not view.about:
        return []
    cited = of_document(view.about)
    texts = {"citation.bib": bibtex(cited), "citation.json": csl_json(cited)}
    return [(name, text.encode) for name, text in texts.items()]


def _metadata(views: Sequence[View]) -> bytes:
    metadata = [{**provenance(view), "checksum": record(view).checksum} for view in views]
    contents = {"made_with": "village-metrics", "document": dict(views[0].about), "views": metadata}
    return (json.dumps(contents, ensure_ascii=False, indent=2) + "\n").encode()


def _missing(names: Collection[str]) -> str:
    """Say which images a bundle lacks and why; "" when it has all."""
    lacks = [f.upper() for f in IMAGES if not any(name.endswith(f".{f}") for name in names)]
    return f"Not here: {', '.join(lacks)}. {chrome.missing()}" if lacks else ""


def _checksum(name: str, data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()}  {name}\n"
