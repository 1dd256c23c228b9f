"""Every number that the document prints, with its place, and how it was read."""

from metrics.ui import component, page

with page.framed("Sources") as (dataset, selection):
    component.show("sources", dataset.sources)
