"""What can go wrong with a file that is taken away, or brought back."""

from __future__ import annotations

from metrics.errors import MetricsError


class NotAnImage(MetricsError):
    """A body that should be an image and is none."""

    def __init__(self, form: str, why: str) -> None:
        super().__init__(f"This is no {form}", why, "Make the image again.")


class NothingToShow(MetricsError):
    """A choice for which a topic has no rows, so that there is nothing to draw or to write."""

    def __init__(self, topic: str, filters: str) -> None:
        super().__init__(
            "There is nothing to export",
            f"the dataset states nothing on {topic} for this choice. {filters.rstrip('.')}",
            "Choose another year, village or status, or none.",
        )


class NoChrome(MetricsError):
    """No browser on this machine that can draw a file."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "PDF files and images without a browser need Chrome on this machine",
            why,
            "Install Google Chrome or Chromium (Debian: sudo apt-get install chromium), "
            "or set BROWSER_PATH to one that is there.",
        )


class FileThere(MetricsError):
    """A file that would be overwritten."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "Nothing was written",
            f"{path} is there already",
            "Add --force to write over it, or name another folder with --to.",
        )


class NotOurs(MetricsError):
    """A file that cannot be held against the data."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "This file cannot be verified",
            why,
            "Drop a PNG, SVG, CSV, XLSX, Parquet, JSON, PDF, HTML or ZIP file that was downloaded "
            "here",
        )


class CannotWrite(MetricsError):
    """A file that cannot be written where it was asked for."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__("A file cannot be written", f"{path} ({why})", "Name another with --to.")
