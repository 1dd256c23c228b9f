"""What must hold of the names of lines in any chart: none is cut, in whatever letters it is."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any
from unicodedata import east_asian_width

from world import World

MOST_COLUMNS = 44  # what stands beside each other on a phone; a Chinese letter takes two
LETTER_PX = 14  # width of a Chinese letter, unless its axis names another size


def every_name_of_a_line_is_whole(of: World) -> None:
    """Each name at the left fits into the margin there, and no line of a name is too wide."""
    for one in of.shown:
        layout = one.card.get("layout", {})
        for axis in _axes_with_names(layout):
            lines = [
                unescape(line) for name in axis["categoryarray"] for line in name.split("<br>")
            ]
            for line in lines:
                assert len(line) + _wide(line) <= MOST_COLUMNS, f"{one}: {line}"
            if not axis.get("ticklabelposition", "").startswith("inside"):
                size = axis.get("tickfont", {}).get("size", LETTER_PX)
                needed, room = size * max(map(_wide, lines)), layout["margin"]["l"]
                assert room >= needed, f"{one}: {room} px of {needed} for {lines}"


def _axes_with_names(layout: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the axes at the left whose names are shown, where Plotly makes no room by itself."""
    for name, axis in layout.items():
        shown = axis.get("showticklabels", True) if name.startswith("yaxis") else False
        if shown and axis.get("categoryarray") and not axis.get("automargin"):
            yield axis


def _wide(text: str) -> int:
    return sum(east_asian_width(letter) in "WF" for letter in text)
