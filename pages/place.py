"""One place: every number it has, what it does not state, its ranks, and the places around it."""

from metrics.ui import page, place

with page.framed("place", headline=False) as shown:
    place.show(shown)
