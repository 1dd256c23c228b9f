"""How much of a reader's document is taken, and the refusal of what cannot be read."""

from __future__ import annotations

from metrics.errors import MetricsError

MEGABYTE = 1_000_000
MEGABYTES = 20  # of one document
UNPACKED_MEGABYTES = 200  # of what a DOCX file unpacks to
CHARACTERS = 5_000_000  # of the text taken out of it
PAGES = 2_000  # of a PDF file


class DocumentUnreadable(MetricsError):
    """A document that holds no text, or more than is taken."""

    def __init__(self, file: str, why: str, do: str) -> None:
        super().__init__("The document cannot be read", f"{file} {why}", do)


def too_long(file: str, most: str) -> DocumentUnreadable:
    """Return the refusal of a document that has more of something than is taken."""
    do = "Split it, and read the parts one by one."
    return DocumentUnreadable(file, f"is too long: at most {most}", do)
