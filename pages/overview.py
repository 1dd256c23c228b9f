"""What the document is, how far to trust it, and the finding of each page."""

from metrics.ui import component, page

with page.framed("Overview") as (dataset, selection):
    component.show("overview", dataset.overview(selection))
