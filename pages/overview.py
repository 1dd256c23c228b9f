"""What the document is, how far to trust it, and the finding of each page."""

from metrics.ui import component, page

with page.framed("overview", headline=False) as shown:
    component.show("overview", shown.dataset.overview(shown.everything))
