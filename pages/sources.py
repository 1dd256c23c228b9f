"""Every number that the document prints, with its place, and how it was read."""

from metrics.ui import component, page

with page.framed("sources") as shown:
    component.show("sources", shown.dataset.sources)
