"""Take a text apart: every number of it is an expression, of one kind, and none is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import numeric

from metrics.reports import not_statistics, number_words, numerals, statistics
from metrics.reports.atoms import WITH_HALF, WORDS, Atom, atoms
from metrics.reports.expression import CODE, IDIOM, WEB, Expression, Page, Recogniser, Spot
from metrics.reports.latin_words import latin_words
from metrics.reports.values import NumberReading

DIGITS = frozenset("0123456789")
BY_SHARE: tuple[Recogniser, ...] = (number_words.share,)
BY_WORD: tuple[Recogniser, ...] = (number_words.english,)
BY_MASK: tuple[Recogniser, ...] = (statistics.masked,)
BY_DIGITS: tuple[Recogniser, ...] = (
    statistics.bracketed,
    not_statistics.no_statistic,
    statistics.digits,
)
BY_NUMERALS: tuple[Recogniser, ...] = (not_statistics.no_statistic, numerals.chinese)


def expressions(text: str) -> Iterator[Expression]:
    """Yield the numbers of a text in order, apart from each other; see expressions_of."""
    page = Page(text)
    return expressions_of(page, latin_words(page.plain, WORDS))


def expressions_of(page: Page, words: Iterable[re.Match[str]]) -> Iterator[Expression]:
    """Yield the numbers of a page in order, apart from each other.

    `words` are its Latin words, those of WORDS at least. Each digit, numeral, number word and mark
    of damage of its text is in exactly one. Takes time in proportion to the text; never raises.
    """
    end = 0
    for atom in _with_web(page, words):
        at = max(atom.start, end)
        while at < atom.end:
            found = _known(Spot(page, at, end), atom)
            yield found
            at = end = found.end


def _with_web(page: Page, words: Iterable[re.Match[str]]) -> Iterator[Atom | Expression]:
    """Yield the atoms of a text; those in one web address are one expression."""
    spans = iter(not_statistics.web_spans(page.text))
    span = next(spans, None)
    for atom in atoms(page, words):
        while span and span[1] <= atom.start:
            span = next(spans, None)
        inside = span and span[0] <= atom.start
        yield (
            Expression(atom.start, max(atom.end, span[1]), "none", WEB) if span and inside else atom
        )


def _known(spot: Spot, atom: Atom | Expression) -> Expression:
    if isinstance(atom, Expression):
        return Expression(spot.at, atom.end, "none", WEB)
    for recognise in _recognisers(spot, atom):
        found = recognise(spot)
        if found and found.end > spot.at:
            return found
    return _sign(spot, atom)


def _recognisers(spot: Spot, atom: Atom) -> tuple[Recogniser, ...]:
    if atom.kind == "share":
        return BY_SHARE
    if atom.kind == "word":
        return BY_WORD
    if atom.kind == "mark" and spot.text[spot.at] == "*":
        return BY_MASK
    if atom.kind == "mark" or spot.text[spot.at] in DIGITS:
        return BY_DIGITS
    return BY_NUMERALS


def _end(spot: Spot, atom: Atom) -> int:
    return atom.end if atom.kind in ("word", "share") else spot.at + 1


def _sign(spot: Spot, atom: Atom) -> Expression:
    """Return the number of a single sign such as ½; a code if it has no value."""
    sign = spot.text[spot.at]
    value = numeric(sign, None)
    if value is None or sign in WITH_HALF or not 0 < value < 1:
        return spot.none(IDIOM if atom.kind == "word" else CODE, _end(spot, atom))
    return Expression(spot.at, spot.at + 1, "statistic", "", (NumberReading(value),), "", "share")
