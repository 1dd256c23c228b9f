"""Which village grows or offers what."""

from metrics.ui import page

with page.framed("village_industry", headline=False) as shown:
    shown.show_cards("village_industry")
