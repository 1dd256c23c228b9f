"""Who is paired with whom, and what was given."""

from metrics.ui import component, page

with page.framed(page.title("paired_assistance")) as (dataset, selection):
    component.show("paired_assistance", dataset.card("paired_assistance", selection))
    component.show("departments_money", dataset.card("departments_money", selection))
