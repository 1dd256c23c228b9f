"""One family of errors: each says what was wrong, which one, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.numbers import how_many

MOST_NAMED = 50  # choices that a message lists
UNCHANGED = "What was built before is as it was."
LONGEST_NAMED = 200  # characters of a stranger's value that a message repeats


def shortened(value: str) -> str:
    """Return a value as a message repeats it: a long one is cut, and says so."""
    return value if len(value) <= LONGEST_NAMED else f"{value[:LONGEST_NAMED]}…"


class MetricsError(Exception):
    """Something a reader can put right."""

    def __init__(self, title: str, which: str, do: str) -> None:
        super().__init__(f"{title}: {which}. {do}")
        self.title = title
        self.which = which
        self.do = do


@dataclass(frozen=True)
class Problem:
    """One fault of a dataset: file, row (the header is row 1), column, value, rule, what to do.

    `expected` says what may stand there, "" where the rule says it all.
    """

    file: str
    row: int | None
    column: str
    value: str
    rule: str
    do: str
    expected: str = ""

    def __str__(self) -> str:
        """Say the fault in one line, place first."""
        place = [self.file]
        place += [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column else []
        found = f" (found: {self.value})" if self.value else ""
        return f"{', '.join(place)}: {self.rule}{found}. {self.do}"


class DataProblems(MetricsError):
    """A dataset that breaks its rules; `problems` lists every fault found."""

    def __init__(self, dataset: str, problems: Sequence[Problem]) -> None:
        count = how_many(len(problems), "fault")
        super().__init__("The dataset cannot be used", f"{dataset} has {count}", str(problems[0]))
        self.problems = tuple(problems)


class DatasetMissing(MetricsError):
    """A folder that holds no dataset."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "There is no dataset here",
            f"{folder} has no datapackage.json",
            "Name a folder that holds a datapackage.json and its CSV files.",
        )


class FolderMissing(MetricsError):
    """A folder that is not there."""

    def __init__(self, folder: str) -> None:
        do = "Name a folder that holds datasets, each a folder with a datapackage.json."
        super().__init__("There is no such folder", folder, do)


class FolderNotEmpty(MetricsError):
    """A folder that holds something already."""

    def __init__(self, folder: str) -> None:
        do = "Name a folder that is not there yet; nothing was written."
        super().__init__("The folder is not empty", folder, do)


class CacheNotWritable(MetricsError):
    """No folder in which the built tables can be kept."""

    def __init__(self, refusals: Mapping[str, str]) -> None:
        super().__init__(
            "The tables cannot be saved",
            " or ".join(f"{why} in {folder}" for folder, why in refusals.items()),
            "Set VILLAGE_METRICS_CACHE to a folder you can write to.",
        )


class NotAnAmount(MetricsError):
    """An amount of memory that is none."""

    def __init__(self, value: str) -> None:
        do = "Write a number and its unit, such as 6GB or 800MB."
        super().__init__("This is no amount of memory", f"“{shortened(value)}”", do)


class CannotSave(MetricsError):
    """Files that a full disk or a lost permission kept from being written."""

    def __init__(self, what: str, folder: str, why: str, do: str) -> None:
        super().__init__(f"{what} cannot be saved", f"{folder}: {why}", do)


class TablesDamaged(MetricsError):
    """Built tables of which a block has gone bad on the disk since they were written."""

    def __init__(self, file: str) -> None:
        do = (
            "Ask again: they are built anew from the files of the dataset. Where those were "
            "uploaded, upload them again."
        )
        super().__init__("The tables are damaged", f"{file} cannot be read as it was written", do)


class TooManyJoined(MetricsError):
    """A name that joins more datasets than can be told apart on a page."""

    def __init__(self, named: int, most: int) -> None:
        super().__init__(
            "Too many datasets are joined", f"{named} are named", f"Name at most {most} of them."
        )


class EditionsJoined(MetricsError):
    """A name that joins two editions of one dataset, whose numbers would be added twice."""

    def __init__(self, older: str, newer: str) -> None:
        super().__init__(
            "Two editions of one dataset cannot be joined",
            f"“{newer}” replaces “{older}”, so what both hold would be counted twice",
            "Choose one of the two editions.",
        )


class PortTaken(MetricsError):
    """A port that another program listens on, or one that may not be taken."""

    def __init__(self, which: str, do: str) -> None:
        super().__init__("The dashboard cannot start", which, do)


class UnknownChoice(MetricsError):
    """A topic, a size or a filter's value that there is not."""

    def __init__(self, what: str, value: str, known: Sequence[str]) -> None:
        more = f" and {len(known) - MOST_NAMED:,} more" if len(known) > MOST_NAMED else ""
        do = f"Choose one of: {', '.join(known[:MOST_NAMED])}{more}."
        super().__init__(f"There is no {what} of that name", f"“{shortened(value)}”", do)


class AnsweredTwice(MetricsError):
    """Two answers to one question that differ."""

    def __init__(self, key: str, first: str, then: str) -> None:
        which = f"{shortened(key)} by “{shortened(first)}” and by “{shortened(then)}”"
        super().__init__("A question is answered twice", which, "Answer it once.")


class NoExportRequested(MetricsError):
    """A command that names nothing to do."""

    def __init__(self, do: str) -> None:
        super().__init__("There is nothing to do", "no file was asked for", do)


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


class TooManyRows(MetricsError):
    """A file of more rows than the server makes for a visitor."""

    def __init__(self, name: str, form: str, most: int) -> None:
        do = (
            "Choose fewer places, indicators or years; or, where the dataset lies, use the command "
            f"line: village-metrics export {name} --format {form} --data FOLDER. All rows of a "
            "table: village-metrics rows TABLE FILE --data FOLDER."
        )
        which = f"{name} has more than {most:,} rows, which is as many as the server writes"
        super().__init__("The file is too long", which, do)


class NoChrome(MetricsError):
    """No browser on this machine that can draw a file."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "PDF files and images without a browser need Chrome on this machine",
            why,
            "Install Google Chrome or Chromium (Debian: sudo apt-get install chromium), "
            "or set BROWSER_PATH to one that is there.",
        )


class NoSpark(MetricsError):
    """No Spark to build with: a package, Java or a cluster that is missing or does not answer."""

    def __init__(self, which: str, do: str) -> None:
        super().__init__("Spark cannot be used", which, f"{do} {UNCHANGED}")


class OnlyWithSpark(MetricsError):
    """An option that another engine does not know."""

    def __init__(self, option: str) -> None:
        super().__init__("The option is of Spark only", option, "Add --engine spark, or leave it.")


class SparkStopped(MetricsError):
    """A build on Spark that failed on its way."""

    def __init__(self, why: str, do: str) -> None:
        super().__init__("The build on Spark has failed", why, f"{do} {UNCHANGED}")


class FileAlreadyExists(MetricsError):
    """A file that would be overwritten."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "Nothing was written",
            f"{path} is there already",
            "Add --force to write over it, or name another folder with --to.",
        )


class UnverifiableFile(MetricsError):
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


class Unreadable(MetricsError):
    """A file that is no table, or more than is taken."""

    def __init__(self, file: str, why: str, do: str) -> None:
        super().__init__("The file cannot be read", f"{file} {why}", do)
