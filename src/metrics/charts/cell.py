"""The rows that charts draw are those of the model."""

from metrics.model.rows import Row as Cell
from metrics.model.rows import by, records
from metrics.model.rows import rows_of as cells

__all__ = ["Cell", "by", "cells", "records"]
