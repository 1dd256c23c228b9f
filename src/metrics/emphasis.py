"""Marks of emphasis in a plain text; where the text is drawn they become markup."""

from __future__ import annotations

BOLD, ITALIC = ("\ue000", "\ue001"), ("\ue002", "\ue003")


def bold(text: str) -> str:
    """Mark a text to be drawn bold."""
    return f"{BOLD[0]}{text}{BOLD[1]}"


def italic(text: str) -> str:
    """Mark a text to be drawn in italics."""
    return f"{ITALIC[0]}{text}{ITALIC[1]}"
