"""The pilot villages and the income target of their collectives."""

from metrics.ui import component, page

with page.framed(page.title("village_collectives")) as (dataset, selection):
    component.show("village_collectives", dataset.card("village_collectives", selection))
