"""Which village grows or offers what."""

from metrics.ui import component, page

with page.framed(page.title("village_industry")) as (dataset, selection):
    component.show("village_industry", dataset.card("village_industry", selection))
