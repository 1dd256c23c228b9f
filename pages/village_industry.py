"""Which village grows or offers what."""

from metrics.ui import card, page

with page.framed(page.title("village_industry")) as (dataset, selection):
    card.show(dataset, "village_industry", selection)
