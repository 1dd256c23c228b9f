"""Households and people lifted out of poverty, year by year."""

from metrics.ui import card, page

with page.framed(page.title("poverty_exits")) as (dataset, selection):
    card.show(dataset, "poverty_exits", selection)
