"""Where the checkout and its built-in dataset lie."""

from metrics.selection import FIRST
from metrics.store.shelf import BUILT_IN

CHECKOUT = BUILT_IN.parent
YANGBI = BUILT_IN / FIRST
