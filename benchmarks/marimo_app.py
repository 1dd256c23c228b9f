"""The same charts in marimo: `marimo_notebook.py`, served as an app."""

from __future__ import annotations

import sys
from pathlib import Path

import marimo
import uvicorn

NOTEBOOK = Path(__file__).with_name("marimo_notebook.py")


def main(port: int) -> None:
    """Serve the notebook as an app."""
    server = marimo.create_asgi_app(quiet=True).with_app(path="/", root=str(NOTEBOOK))
    uvicorn.run(server.build(), port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]))
