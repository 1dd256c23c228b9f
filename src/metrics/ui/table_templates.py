"""Tables to fill in: what the page Your data hands out."""

from __future__ import annotations

import streamlit as st

from metrics.exports.make import MIME
from metrics.intake.templates import as_csv, as_xlsx
from metrics.store.templates import USER_TABLES


def offered() -> None:
    """Offer a template for each table of a dataset."""
    with st.expander("Templates: empty tables to fill in"):
        st.markdown(
            "Each has a line of column names; above it stand what the column is, its unit and an "
            "example. Other files are read as well: their columns are matched by name, in English "
            "or Chinese."
        )
        names = {table.name: table for table in USER_TABLES}
        name = st.selectbox("Table", list(names), key="own_template")
        table = names[name]
        st.caption(f"{table.grain.capitalize()}.")
        left, right = st.columns(2)
        left.download_button("CSV", as_csv(table), f"{name}.csv", MIME["csv"], on_click="ignore")
        excel = as_xlsx(table)
        right.download_button("Excel", excel, f"{name}.xlsx", MIME["xlsx"], on_click="ignore")
