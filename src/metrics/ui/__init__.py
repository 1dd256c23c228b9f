"""Streamlit parts: widgets that return values, the only caches, the only session state."""
