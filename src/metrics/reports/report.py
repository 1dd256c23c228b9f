"""Read a report: every number of its text as a candidate with readings, context and evidence."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from metrics.reports.atoms import WORDS
from metrics.reports.candidates import Candidate
from metrics.reports.context import CUE_WORDS, Context, Contexts
from metrics.reports.evidence import Known
from metrics.reports.expression import Expression, Page
from metrics.reports.expressions import expressions_of
from metrics.reports.extracted import Block, blocks_of
from metrics.reports.latin_words import latin_words
from metrics.reports.nouns import Counted, counted
from metrics.reports.weighing import certainty, weighed

Step = Callable[[str, float], None]
NO_CONTEXT, NOT_COUNTED = Context(), Counted()


@dataclass(frozen=True)
class Report:
    """A text and all its numbers in order; `sha256` is of the text in UTF-8."""

    text: str
    sha256: str
    candidates: tuple[Candidate, ...]

    def counts(self) -> dict[str, int]:
        """Return how many numbers wait in each queue; "" is of those that are no statistic."""
        return dict(Counter(one.queue for one in self.candidates))


def read_report(
    text: str,
    blocks: Sequence[Block] = (),
    names: Iterable[str] = (),
    known: Sequence[Known] = (),
    step: Step = lambda says, share: None,
) -> Report:
    """Return every number of a text as a candidate.

    `blocks` are the paragraphs and pages of the text, by line if there are none; `names` are known
    places, `known` numbers of another edition or table; `step` hears of the progress. Never raises,
    and takes time in proportion to the text.
    """
    step("Finding numbers", 0.1)
    page = Page(text)
    words = latin_words(page.plain, WORDS | CUE_WORDS)
    found = list(expressions_of(page, words))
    step("Reading their sentences", 0.4)
    blocks = blocks or blocks_of(text)
    years = [one for one in found if one.kind == "year"]
    contexts = Contexts(page.text, words, years, names, (one.end for one in blocks))
    places = _Places(blocks)
    candidates = [
        _candidate(number, one, text, contexts, places) for number, one in enumerate(found, 1)
    ]
    step("Weighing the evidence", 0.8)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(text, sha256, tuple(weighed(candidates, known)))


class _Places:
    """Where in the document a character stands."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._starts = [one.start for one in blocks]

    def of(self, at: int) -> tuple[int, int]:
        """Return the paragraph and the page of a character."""
        index = bisect_right(self._starts, at) - 1
        return (self._blocks[index].paragraph, self._blocks[index].page) if index >= 0 else (0, 0)


def _candidate(
    number: int, one: Expression, text: str, contexts: Contexts, places: _Places
) -> Candidate:
    context, about = NO_CONTEXT, NOT_COUNTED
    if one.kind != "none":
        context = contexts.of(one.start, one.end)
    if one.kind in ("statistic", "qualitative"):
        about = counted(contexts.text, one.start, one.end, one.unit)
    paragraph, page = places.of(one.start)
    return Candidate(
        number,
        one.start,
        one.end,
        text[one.start : one.end],
        one.kind,
        one.reason,
        one.readings,
        one.damage,
        about.units,
        about.noun,
        None if one.kind == "year" else context.period,
        context.place,
        context.status,
        paragraph,
        page,
        certainty=certainty(one.kind, one.readings, about.units, one.damage),
    )
