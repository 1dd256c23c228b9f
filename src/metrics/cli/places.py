"""Where the built-in dataset lies."""

from metrics.installation import DATA
from metrics.selection import FIRST

YANGBI = DATA / FIRST
