"""Table of contents; the server that shows it has the addresses of files beside it."""

import streamlit as st

if __name__ == "__main__":  # so Streamlit runs it for each visitor; the server imports it
    pages = [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page("pages/poverty_exits.py", title="Exits from poverty"),
        st.Page("pages/party_members.py", title="Party members"),
        st.Page("pages/village_industry.py", title="Village industry"),
        st.Page("pages/sources.py", title="Sources"),
        st.Page("pages/reading_room.py", title="Reading room"),
        st.Page("pages/checks.py", title="Checks and coverage"),
        st.Page("pages/verify.py", title="Verify a file"),
    ]
    st.navigation(pages).run()
else:
    from metrics.ui.routes import ROUTES

    app = st.App(__file__, routes=ROUTES)
