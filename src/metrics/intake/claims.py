"""What a dataset may claim of a number: only evidence whose other numbers it publishes too."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any


def claimed(number: Mapping[str, Any], valued: Container[int]) -> dict[str, Any]:
    """Return a number with the evidence that a dataset may claim, and the certainty it then has.

    `valued` are the numbers (by their place in the text) that are published with a value. A repeat
    names no other number, so that one of those that repeat it is enough.
    """
    evidence = [each for each in number["evidence"] if _is_claimed(each, valued)]
    certainty = number["certainty"]
    if certainty == "confirmed" and not any(len(each["fits"]) == 1 for each in evidence):
        certainty = "unconfirmed"
    return {**number, "evidence": evidence, "certainty": certainty}


def _is_claimed(evidence: Mapping[str, Any], valued: Container[int]) -> bool:
    published = [other in valued for other in evidence["others"]]
    return any(published) if evidence["kind"] == "repeat" else all(published)
