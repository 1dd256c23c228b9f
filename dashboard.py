"""Table of contents."""

import streamlit as st

st.navigation(
    [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page("pages/poverty_exits.py", title="Exits from poverty"),
        st.Page("pages/party_members.py", title="Party members"),
        st.Page("pages/village_industry.py", title="Village industry"),
        st.Page("pages/sources.py", title="Sources"),
        st.Page("pages/reading_room.py", title="Reading room"),
        st.Page("pages/checks.py", title="Checks and coverage"),
    ]
).run()
