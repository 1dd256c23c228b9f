"""A visitor's own tables: read, matched, checked cell by cell, and shown like any dataset."""

from metrics.ui import page, your_data

with page.framed("Your data") as (dataset, _):
    your_data.desk(dataset.name)
