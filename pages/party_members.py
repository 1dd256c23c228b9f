"""Party members in the village-stationed work teams."""

from metrics.ui import page

with page.framed("party_members", headline=False) as shown:
    shown.show_cards("party_members", "loan")
