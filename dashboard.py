"""Table of contents."""

import streamlit as st

st.navigation(
    [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page("pages/poverty_exits.py", title="Exits from poverty"),
        st.Page("pages/party_members.py", title="Party members"),
        st.Page("pages/village_industry.py", title="Village industry"),
    ]
).run()
