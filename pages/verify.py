"""A file that was downloaded here, held against the data of today."""

from metrics.ui import page, verify

with page.framed("verify") as shown:
    verify.desk(shown.dataset)
