"""Party members in the village-stationed work teams."""

from metrics.ui import card, page

with page.framed(page.title("party_members")) as (dataset, selection):
    card.show(dataset, "party_members", selection)
