"""Engines that check and roll up a dataset in place of DuckDB, from the same SQL."""
