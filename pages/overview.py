"""What the document is, how far to trust it, and the finding of each page."""

from metrics.ui import overview, page

with page.framed("Overview") as (dataset, selection):
    overview.about(dataset)
    overview.findings(dataset, selection)
