"""The readme of a bundle, in plain words: what it shows, what each file is, how far to trust it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from metrics.exports.record import provenance
from metrics.exports.view import View

README, METADATA, CHECKSUMS = "readme.md", "metadata.json", "checksums.sha256"
WORDS = {
    README: "this text",
    METADATA: "what the files are, for programs",
    CHECKSUMS: "the SHA-256 of each file",
    "citation.json": "how to cite the document (CSL-JSON)",
    "citation.bib": "how to cite the document (BibTeX)",
    "-derived.csv": "the numbers worked out, with their formulas",
    ".png": "the chart as a picture",
    ".svg": "the chart as a drawing that can be enlarged and edited",
    ".pdf": "the chart for print",
    ".csv": "the numbers, for any program",
    ".xlsx": "the numbers for Excel, with a sheet that says what they are",
    ".parquet": "the numbers for data programs",
    ".json": "the numbers, those worked out, and all that is known of them",
    ".html": "everything in one page, which opens without a network",
}
PRINTED = (
    "Each number is printed in the document, at the place that its row names, or worked out by the "
    "formula beside it."
)
OWN = (
    "Each number is as the dataset's own tables give it, or worked out by the formula beside it. "
    "One that a document prints names its figure."
)
TRUST = f"""\
## How far to trust them

{{given}}
An empty value means that none is stated: it is not zero.
Planned is never added to achieved.

`sha256sum -c {CHECKSUMS}` says whether the files are whole. The dashboard's page “Verify a file”
takes this ZIP, or a file of it, and says whether its numbers are still those of the data.
"""


def readme(views: Sequence[View], names: Collection[str], missing: str) -> bytes:
    """Return the readme of the files named; `missing` says which images are not there, and why."""
    lines = [line for view in views for line in _view(view)]
    files = [f"- `{name}`: {_words(name)}" for name in names]
    return "\n".join(
        [
            f"# Numbers of: {views[0].document}\n",
            *lines,
            "## The files\n",
            *files,
            f"\n{missing}\n" if missing else "",
            TRUST.format(given=PRINTED if views[0].about else OWN),
        ]
    ).encode()


def _view(view: View) -> list[str]:
    said = provenance(view)
    texts = (view.notice, said["filters"], said["status"], *said["notes"], said["source"])
    points = [f"- {text}" for text in (*texts, f"This view: {said['link']}") if text]
    return [f"## {said['title']}\n", f"{said['subtitle']}\n", *points, ""]


def _words(name: str) -> str:
    return next(words for ending, words in WORDS.items() if name.endswith(ending))
