"""From numbers to Plotly figures: pure functions, no data read here."""
