"""The font of images: an open one that comes with the product, so that no machine's own is needed.

Letters that it lacks, Chinese ones among them, are drawn in a font of the machine.
"""

from __future__ import annotations

import base64
import html
import json
import re
import tempfile
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock, RLock
from typing import Any

FAMILY, WEIGHTS = "Metrics Sans", "200 900"
FONTS = f"{FAMILY}, Noto Sans CJK SC, Helvetica, Arial, Noto Sans, DejaVu Sans, sans-serif"
REGULAR, BOLD = 400, 700
MOST_MEASURED = 20_000  # texts whose widths are kept
PACKAGE, FILE = "fontpkg_source_sans_3", "files/SourceSans3[wght].ttf"
SCRIPT = Path(__file__).parent / "font" / "image_font.js"
_writing = Lock()
_reading = RLock()  # a font is read from its file piece by piece, by one thread at a time


def package() -> Path:
    """Return the folder of the package that holds the font."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: install the project again")
    return Path(spec.origin).parent


@cache
def _font() -> Any:
    from fontTools.ttLib import TTFont  # takes long to import, and no page needs it

    return TTFont(package() / FILE, lazy=True)


@cache
def _advances(weight: int) -> Callable[[str], float]:
    """Return a function from a letter to its width in ems; one that the font lacks is guessed."""
    with _reading:
        names, letters = _font().getBestCmap(), _font().getGlyphSet(location={"wght": weight})
        em = _font()["head"].unitsPerEm

    @cache
    def advance(letter: str) -> float:
        name = names.get(ord(letter))
        with _reading:
            return _guess(letter) if name is None else float(letters[name].width / em)

    return advance


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Return the width of a line of text in pixels; a letter that the font lacks is guessed."""
    return size * _ems(text, weight)


@lru_cache(MOST_MEASURED)
def _ems(text: str, weight: int) -> float:
    """Return the width of a text in ems, kept: charts of one dataset use the same words."""
    return sum(map(_advances(weight), text))


def _guess(letter: str) -> float:
    """Return the width, in ems, of a letter that a font of the machine draws."""
    if unicodedata.combining(letter):
        return 0
    return 1 if unicodedata.east_asian_width(letter) in "WFA" else 0.65


def wrap(text: str, pixels: float, size: float, weight: int = REGULAR) -> list[str]:
    """Cut a text into lines of at most so many pixels, at spaces or between Chinese letters.

    A piece that is longer than a line, such as a link, is cut where the line ends.
    """
    lines, line, used = [], "", 0.0
    for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        shown = width(piece.rstrip(), size, weight)
        if line and shown and used + shown > pixels:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += width(piece, size, weight)
        while shown > pixels:  # the piece is alone in its line
            end = _fitting(line, pixels, size, weight)
            lines.append(line[:end])
            line = line[end:]
            shown, used = width(line.rstrip(), size, weight), width(line, size, weight)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fitting(text: str, pixels: float, size: float, weight: int) -> int:
    """Return how many letters of a text fit into a line: one at least."""
    end = 1
    while end < len(text) and width(text[: end + 1], size, weight) <= pixels:
        end += 1
    return end


def rule(text: str) -> str:
    """Return the CSS rule that holds the letters of a text, as a data URL."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff", layout_features=["kern"], name_IDs=[])
    font = TTFont(package() / FILE, lazy=True, recalcTimestamp=False)
    maker = subset.Subsetter(options)
    maker.populate(text=text)
    maker.subset(font)
    font.flavor = "woff"
    out = BytesIO()
    font.save(out)
    data = base64.b64encode(out.getvalue()).decode()
    source = f"url(data:font/woff;base64,{data})"
    return f'@font-face{{font-family:"{FAMILY}";font-weight:{WEIGHTS};src:{source}}}'


def in_svg(svg: str, end: int) -> str:
    """Return an SVG with the letters that it uses; `end` is where its start tag ends."""
    text = html.unescape(re.sub("<[^<>]*>", "", svg))
    return f"{svg[:end]}<style>{rule(''.join(sorted(set(text))))}</style>{svg[end:]}"


@cache
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of this process, which is removed when it ends."""
    return tempfile.TemporaryDirectory(prefix="village-metrics-font-")


def script_for_chrome() -> Path:
    """Return a script that makes Plotly.toImage draw in the font, for a page without a server."""
    with _writing:  # two at once would make two folders, and the first goes with its object
        return _written_script()


@cache
def _written_script() -> Path:
    data = base64.b64encode((package() / FILE).read_bytes()).decode()
    font = {"family": FAMILY, "weights": WEIGHTS, "url": f"data:font/ttf;base64,{data}"}
    path = Path(_own_folder().name, "font.js")
    path.write_text(
        f"{SCRIPT.read_text(encoding='utf-8')}\n;(() => {{\n"
        f"  const font = {json.dumps(font)}, toImage = Plotly.toImage\n"
        "  Plotly.toImage = (figure, options) => imageInFont(font, toImage, figure, options)\n"
        "})()\n",
        encoding="utf-8",
    )
    return path
