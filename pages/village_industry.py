"""Which village grows or offers what."""

from metrics.ui import card, page

with page.framed(page.title("village_industry")) as (dataset, selection):
    page.says_filters("village_industry", selection)
    card.show(dataset, "village_industry", selection)
