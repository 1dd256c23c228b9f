"""Files written whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from metrics.exports.errors import CannotWrite, FileThere


def refuse_what_is_there(paths: Iterable[Path]) -> None:
    """Raise FileThere if one of the files exists, before anything is written."""
    for path in paths:
        try:
            there = path.exists()
        except OSError as error:
            raise CannotWrite(str(path), error.strerror or str(error)) from error
        if there:
            raise FileThere(str(path))


def write(path: Path, data: bytes) -> None:
    """Write a file under another name first, so that a failure leaves what was there before.

    Raises CannotWrite when the folder takes no file.
    """
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink()
