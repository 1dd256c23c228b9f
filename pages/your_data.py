"""A visitor's own tables: read, matched, checked cell by cell, and shown like any dataset."""

from metrics.ui import page, your_data

with page.framed("your_data") as shown:
    your_data.desk(shown.dataset.name)
