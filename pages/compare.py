"""Places side by side: ranked, year by year on one scale, and as a map of places and years."""

from metrics.ui import component, page

with page.framed("Compare places") as (dataset, selection):
    for topic in ("compare_places", "compare_years", "compare_map"):
        component.show(topic, dataset.card(topic, selection))
