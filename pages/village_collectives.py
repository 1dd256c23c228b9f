"""The pilot villages and the income target of their collectives."""

from metrics.ui import page

with page.framed("village_collectives", headline=False) as shown:
    shown.show_cards("village_collectives")
