"""An empty dataset to fill in: a header and an explanation for each table of a county's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.errors import CannotSave, FolderNotEmpty
from metrics.model.indicators import INDICATORS
from metrics.model.schema import Field, Table
from metrics.store.describe import DESCRIPTOR, write_csv, write_descriptor
from metrics.store.rules import EXAMPLES
from metrics.store.scratch import replacing, sweep
from metrics.store.tables import PLACES, TOPIC_TABLES

USER_TABLES = (PLACES, INDICATORS, *TOPIC_TABLES)
OF_INDICATORS = {
    "indicator_id": "income-per-person",
    "label": "Income per person",
    "period": "2021-Q1",
    "weight": "population",
    "breaks": "2023: a new sample of households",
}
README_NAME = "README.md"
HEAD = """# {name}

Fill in the CSV files, one table each, and delete those you do not need (their entry in
{descriptor} too); only places.csv is needed. Then run

    village-metrics check {name}
    village-metrics serve --data {name}

Leave a cell empty where no number is stated: empty is not zero.

Statistics that no table here is made for are indicators: declare each in indicators.csv (its unit,
what kind of number it is, how places and periods make one), and give its values in
observations.csv, a row a value; or with a column for each indicator, named by its id, in place of
indicator_id and value. A table that you have already need not be written anew:

    village-metrics check TABLE.xlsx --write FOLDER

proposes its places, periods and indicators, and makes both files of it.
"""


def columns(table: Table) -> list[Field]:
    """Return the columns that a county fills in: those that name a place in a document are left."""
    in_document = {"named_in", "document_id", "paragraph", "sentence", "start", "end"}
    return [
        field
        for field in table.fields
        if not field.refers.startswith("figures.") and field.name not in in_document
    ]


def example(field: Field) -> str:
    """Return a value that a cell of the column may hold."""
    if field.enum:
        return field.enum[0]
    if field.name in OF_INDICATORS:
        return OF_INDICATORS[field.name]
    if field.refers or field.name in ("place_id", "parent_id"):
        return "oak-village"
    return {"year": "2020"}.get(field.name) or EXAMPLES.get(field.type, "")


def explained(table: Table) -> list[str]:
    """Return the lines of Markdown that say what each column of a table is."""
    lines = [f"\n## {table.name}.csv\n\n{table.grain.capitalize()}.\n"]
    lines += ["| column | what it is | unit | needed | example |", "|---|---|---|---|---|"]
    for field in columns(table):
        need = "yes" if field.required or field.name in table.key else ""
        parts = (field.name, field.says, field.unit, need, example(field))
        lines.append(f"| {' | '.join(parts)} |")
    return lines


def create_dataset(folder: Path) -> None:
    """Make an empty dataset in a folder that is not there yet, or empty: whole or not at all.

    Raises FolderNotEmpty where there is something already, CannotSave where nothing can be written.
    """
    with new_folder(folder) as part:
        part.mkdir()
        _fill(part, folder.absolute().name)


def refuse_filled(folder: Path) -> None:
    """Raise FolderNotEmpty where a folder, or a file of its name, holds something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a path to write a folder to, which takes its place whole or not at all.

    Raises what `create_dataset` does.
    """
    folder = folder.absolute()  # also "." has a name
    try:
        refuse_filled(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep(folder.parent)
        with replacing(folder) as part:
            yield part
    except OSError as error:
        do = "Name a folder on a disk that has room and that you may write to."
        why = error.strerror or str(error)
        raise CannotSave("The dataset", str(folder), why, do) from error


def _fill(folder: Path, name: str) -> None:
    given = {table: [field.name for field in columns(table)] for table in USER_TABLES}
    lines = [HEAD.format(name=name, descriptor=DESCRIPTOR)]
    for table, names in given.items():
        write_csv(folder, table, names, ())
        lines += explained(table)
    write_descriptor(folder, {"name": name, "title": name}, given)
    (folder / README_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
