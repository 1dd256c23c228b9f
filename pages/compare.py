"""Places side by side: ranked, year by year on one scale, and as a map of places and years."""

from metrics.ui import component, filters, page

with page.framed("Compare places") as (dataset, selection):
    filters.beside(dataset.name)
    for topic in ("compare_places", "compare_years", "compare_map"):
        component.show(topic, dataset.card(topic, selection))
