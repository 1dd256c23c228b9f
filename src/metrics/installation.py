"""Where the parts of the product that are no Python modules lie: dashboard, pages, datasets.

A wheel holds them inside the package, in `metrics/app`; in a checkout they lie at its top.
"""

from __future__ import annotations

from pathlib import Path

_IN_WHEEL = Path(__file__).resolve().parent / "app"
_CHECKOUT = Path(__file__).resolve().parents[2]

INSTALLED = _IN_WHEEL.is_dir()
APP = _IN_WHEEL if INSTALLED else _CHECKOUT
DATA = APP / "data"
