"""Statistics of county documents, each number with its address."""

__version__ = "0.1.0"
