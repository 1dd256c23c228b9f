"""Lectures, training and labourers transferred into employment."""

from metrics.ui import page

with page.framed("training", headline=False) as shown:
    shown.show_cards("training")
