"""A dataset's own indicators: over time, by place, change, map, distribution, two together."""

from metrics.ui import indicators, page

with page.framed("indicators", headline=False) as shown:
    indicators.show(shown)
