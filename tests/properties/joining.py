"""Hypothesis strategy `joined_datasets`: two valid datasets as one, joined in plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from strategies import Dataset, Row, as_table, datasets


@dataclass(frozen=True)
class Joined(Dataset):
    """Two datasets as one: its tables as they must be, every id with the letter of its dataset."""

    of: tuple[Dataset, ...] = ()

    @property
    def parts(self) -> tuple[Dataset, ...]:
        """The datasets that are joined."""
        return self.of

    def __repr__(self) -> str:
        """Show the parts: the tables follow from them."""
        return "Joined\n" + "\n".join(map(repr, self.of)) + f"\npicks {self.picks}"


def joined(*parts: Dataset, picks: tuple[tuple[int, ...], ...] = ((), (), ())) -> Joined:
    """Return datasets as one, put together row by row in plain Python."""
    names = dict.fromkeys(table for part in parts for table, *_ in part.tables)
    rows = {
        name: [
            _with_letter(name, row, letter)
            for part, letter in zip(parts, "AB", strict=True)
            for row in part.rows(name)
        ]
        for name in names
    }
    return Joined(tuple(as_table(*one) for one in rows.items()), picks, parts)


def _with_letter(table: str, row: Row, letter: str) -> Row:
    """Put the letter of its dataset before each id of a row."""
    return {
        column: f"{letter.lower()}-{cell}"
        if cell and column in ("place_id", "parent_id", "document_id")
        else f"{letter}:{cell}"
        if cell and (column.endswith("_figure") or column in ("figure_id", "check_id"))
        else cell
        for column, cell in row.items()
    }


@st.composite
def joined_datasets(draw: st.DrawFn) -> Joined:
    """Draw two datasets as one: places and figures of the same ids, years and units as they come.

    Each is one of the shapes of `datasets`; now and then both are the same.
    """
    first = draw(datasets())
    second = draw(st.one_of(datasets(), datasets(), st.just(first)))
    return joined(first, second, picks=first.picks)
