"""The parts of a PNG that are read back: texts of every kind, and its pixels, however packed."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO

from PIL import Image

Chunk = tuple[bytes, bytes]
MAX_PIXELS = 40_000_000  # of an image that is unpacked: 160 MB
MAX_TEXT = 64_000_000  # bytes of a text, unpacked


def text(chunks: Iterable[Chunk], keyword: str) -> str | None:
    """Return the first text under a keyword: tEXt, zTXt or iTXt, compressed or not.

    None when there is none that can be read.
    """
    start = keyword.encode("latin-1") + b"\0"
    for kind, body in chunks:
        if kind in READERS and body.startswith(start):
            return READERS[kind](body[len(start) :])
    return None


def unpacked(data: bytes, most: int = MAX_TEXT) -> bytes:
    """Return what was compressed; at most `most` bytes of it, so that no bomb goes off."""
    return zlib.decompressobj().decompress(data, most)


def _international(body: bytes) -> str:
    """Read an iTXt chunk: compression flag, method, language, translated keyword, text."""
    _, _, rest = body[2:].partition(b"\0")
    _, _, packed = rest.partition(b"\0")
    return (unpacked(packed) if body[:1] == b"\1" else packed).decode("utf-8")


READERS: dict[bytes, Callable[[bytes], str]] = {
    b"tEXt": lambda body: body.decode("latin-1"),
    b"zTXt": lambda body: unpacked(body[1:]).decode("latin-1"),
    b"iTXt": _international,
}


def pixels(data: bytes) -> bytes | None:
    """Return size and pixels of a PNG as red, green, blue, opacity, whatever its packing.

    None for one that is larger than MAX_PIXELS or broken.
    """
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data), formats=["PNG"]) as image:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if image.width * image.height > MAX_PIXELS:
                return None
            size = f"{image.width}x{image.height}:".encode()
            return size + image.convert("RGBA").tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
