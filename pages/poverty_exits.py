"""Households and people lifted out of poverty, year by year."""

from metrics.ui import page

with page.framed("poverty_exits", headline=False) as shown:
    shown.show_cards("poverty_exits", "exits_context")
