"""Places side by side: ranked, year by year on one scale, and as a map of places and years."""

from metrics.ui import filters, page

with page.framed("compare", headline=False) as shown:
    filters.compare_with_picker(shown.dataset.name)
    shown.show_comparison("compare_places", "compare_years", "compare_map")
