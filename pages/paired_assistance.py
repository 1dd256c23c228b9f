"""Who is paired with whom, and what was given."""

from metrics.ui import page

with page.framed("paired_assistance", headline=False) as shown:
    shown.show_cards("paired_assistance", "departments_money")
