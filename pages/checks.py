"""The document held against itself, and where it states a number at all."""

from metrics.ui import component, page

with page.framed("Checks and coverage") as (dataset, selection):
    component.show("checks", dataset.checks)
    component.show("coverage", dataset.card("coverage", selection))
