"""Files written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from metrics.errors import CannotWrite, FileAlreadyExists
from metrics.store.scratch import replacing, sweep


def refuse_what_is_there(paths: Iterable[Path]) -> None:
    """Raise FileAlreadyExists if one of the files exists, before anything is written."""
    for path in paths:
        try:
            there = path.exists()
        except OSError as error:
            raise CannotWrite(str(path), error.strerror or str(error)) from error
        if there:
            raise FileAlreadyExists(str(path))


def write(path: Path, data: bytes) -> None:
    """Write a file under another name first, so that a failure leaves what was there before.

    Raises CannotWrite when the folder takes no file.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        with replacing(path) as part:
            part.write_bytes(data)
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from error
