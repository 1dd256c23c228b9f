"""A report in prose, read number by number: each confirmed by a person, then made a dataset."""

from metrics.ui import desk, page

with page.framed("read_a_report"):
    desk.shown()
