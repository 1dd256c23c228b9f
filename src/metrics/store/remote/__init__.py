"""Parquet files of a dataset that lie on another machine: read by a build where they lie."""
