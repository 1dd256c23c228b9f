"""Households and people lifted out of poverty, year by year."""

from metrics.ui import component, page

with page.framed(page.title("poverty_exits")) as (dataset, selection):
    component.show("poverty_exits", dataset.card("poverty_exits", selection))
    component.show("exits_context", dataset.card("exits_context", selection))
