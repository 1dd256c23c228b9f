"""The documents say what the code does. `python tests/test_docs.py` refreshes the dictionary."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from metrics.cli import main
from metrics.model.schema import Field, Table
from metrics.reading.repairs import RULES
from metrics.statuses import STATUSES
from metrics.store.tables import REQUIRED, TABLES
from metrics.topics.catalog import CARDS
from metrics.topics.cross_checks import CHECKS
from metrics.topics.document import ABOUT
from metrics.topics.figures import FIGURES
from metrics.topics.metric import Metric

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DICTIONARY = ROOT / "docs" / "dictionary.md"
HEAD = """# Data dictionary

Made from `src/metrics/store/tables.py`, `src/metrics/records/` and `src/metrics/topics/` by
`python tests/test_docs.py`.

## Tables

Each table is a CSV file. A column `<column>_figure` names the figure that prints the value; the
build then reads the value from the figure. The build adds the columns
`arithmetic` and `verdict` to `checks`.
"""


def rule(field: Field) -> str:
    """Say in a few words what a cell of the column may hold."""
    said = ["required"] if field.required else []
    said += [f"one of: {', '.join(field.enum)}"] if field.enum else []
    said += [f"at least {field.minimum}"] if field.minimum is not None else []
    said += [f"form `{field.pattern}`".replace("|", r"\|")] if field.pattern else []
    said += [f"found in `{field.refers}`"] if field.refers else []
    return "; ".join(said)


def grid(labels: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield f"| {' | '.join(labels)} |"
    yield "|" + "---|" * len(labels)
    yield from (f"| {' | '.join(row)} |" for row in rows)


def table(of: Table) -> Iterator[str]:
    """Yield the lines on one table."""
    need = "Required" if of.name in REQUIRED else "Optional"
    keys = ", ".join(f"`{name}`" for name in of.key)
    yield from ("", f"### {of.name}", "", f"{of.grain.capitalize()}. {need} file; key: {keys}.", "")
    rows = [(f"`{f.name}`", f.type, f.unit, f.says.replace("|", r"\|"), rule(f)) for f in of.fields]
    yield from grid(("column", "type", "unit", "what it is", "rule"), rows)


def metric(of: Metric) -> Iterator[str]:
    """Yield the lines on one metric."""
    keys = ", ".join(f"`{name}`" for name in of.key)
    yield from ("", f"### {of.name}", "", of.says, "", f"{of.grain.capitalize()}; key: {keys}.", "")
    rows = [(f"`{name}`", label) for name, label in of.columns.items()]
    yield from grid(("column", "shown as"), rows)
    if of.sql:
        yield from ("", "```sql", of.sql, "```")


def dictionary() -> str:
    """Return what the data dictionary has to say."""
    cards = [metric for topic in CARDS.values() for metric in (topic.rows, topic.derived)]
    metrics = [ABOUT, FIGURES, CHECKS, *cards]
    lines = [line for one in TABLES for line in table(one)]
    lines += ["", "## Metrics", "", "What each number means, and the SQL that says the same."]
    lines += [line for one in metrics for line in metric(one)]
    lines += ["", "## Status", "", "Each number has one of these, and each chart draws it.", ""]
    lines += grid(("status", "what it means"), [(s.name, s.says) for s in STATUSES.values()])
    lines += ["", "## Rules of repair", "", "How a garbled form is read, in this order.", ""]
    lines += grid(("rule", "what it does"), [(rule.name, rule.says) for rule in RULES])
    return HEAD + "\n".join(lines) + "\n"


def test_the_dictionary_is_that_of_the_code() -> None:
    found = DICTIONARY.read_text(encoding="utf-8") if DICTIONARY.is_file() else ""
    assert found == dictionary(), "refresh it: python tests/test_docs.py"


def blocks() -> list[str]:
    """Return the lines of the README's shell blocks."""
    text = "".join(re.findall(r"```sh\n(.*?)```", README, re.S))
    return [line for line in text.splitlines() if line]


def commands(program: str) -> list[list[str]]:
    """Return the arguments of each command that the README gives for a program."""
    given = [*blocks(), *re.findall(r"`([^`\n]+)`", README)]
    ours = [text for text in given if f"{text} ".startswith(f"{program} ")]
    return [shlex.split(re.sub(r"[][]", "", text.removeprefix(program))) for text in ours]


def test_every_shell_block_is_a_command_of_ours() -> None:
    known = re.compile(r"(python3 run\.py|village-metrics)( |$)")
    assert blocks()
    assert [line for line in blocks() if not known.match(line)] == []


def test_run_py_knows_every_command_the_readme_gives() -> None:
    command = [sys.executable, str(ROOT / "run.py"), "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = {word for arguments in commands("python3 run.py") for word in arguments}
    assert {"test", "lint"} <= words
    assert {word for word in words if word not in re.findall(r"[\w-]+", told)} == set()


@pytest.mark.parametrize("arguments", commands("village-metrics"), ids=" ".join)
def test_the_command_line_knows_every_command_the_readme_gives(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*arguments, "--help"])
    assert left.value.code == 0


def test_every_path_of_the_readmes_tree_is_there() -> None:
    paths = re.findall(r"^\| `([^`]+)` \|", README, re.M)
    assert "run.py" in paths
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert missing == []
    assert [p for p in paths if p.endswith("/") != (ROOT / p).is_dir()] == []


def test_every_folder_of_the_package_is_in_the_readmes_tree() -> None:
    rooms = [p.parent for p in (ROOT / "src" / "metrics").glob("*/__init__.py")]
    assert [r.name for r in rooms if f"`src/metrics/{r.name}/`" not in README] == []


if __name__ == "__main__":
    DICTIONARY.parent.mkdir(exist_ok=True)
    DICTIONARY.write_text(dictionary(), encoding="utf-8")
