"""Lectures, training and labourers transferred into employment."""

from metrics.ui import component, page

with page.framed(page.title("training")) as (dataset, selection):
    component.show("training", dataset.card("training", selection))
