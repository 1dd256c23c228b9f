"""The document held against itself, and where it states a number at all."""

from metrics.ui import component, page

with page.framed("checks") as shown:
    component.show("checks", shown.dataset.checks)
    shown.show_more(shown.show_filters("coverage"), "coverage")
