"""Party members in the village-stationed work teams."""

from metrics.ui import component, page

with page.framed(page.title("party_members")) as (dataset, selection):
    component.show("party_members", dataset.card("party_members", selection))
    component.show("loan", dataset.card("loan", selection))
