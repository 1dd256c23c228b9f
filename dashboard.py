"""Table of contents; the server that shows it has the addresses of files beside it."""

import streamlit as st

if __name__ == "__main__":  # so Streamlit runs it for each visitor; the server imports it
    from metrics.ui.menu import contents

    st.navigation(contents(), expanded=True).run()
else:
    from metrics.ui.server import MIDDLEWARE, lifespan, routes, show_fault

    app = st.App(
        __file__,
        routes=routes(),
        middleware=MIDDLEWARE,
        lifespan=lifespan,
        on_script_error=show_fault,
    )
