"""Where the checkout and its built-in dataset lie."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
YANGBI = CHECKOUT / "data" / "yangbi"
