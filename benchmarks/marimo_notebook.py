"""A page of the marimo app: filters beside the chart; the topic stands in its address."""

# Functions named as marimo's cells, untyped as its users write them.
# mypy: ignore-errors
# ruff: noqa: D103
import marimo

app = marimo.App(width="full")


@app.cell
def filters():
    import marimo as mo

    from benchmarks.charts import drawing, offered

    topic = mo.query_params()["topic"]
    years = mo.ui.array([mo.ui.checkbox(label=str(year)) for year in offered().years])
    status = mo.ui.array([mo.ui.checkbox(label=name) for name in offered().status])
    return drawing, mo, offered, status, topic, years


@app.cell
def chart(drawing, mo, offered, status, topic, years):
    chosen_years = tuple(y for y, on in zip(offered().years, years.value, strict=True) if on)
    named = zip(offered().status, status.value, strict=True)
    chosen_status = tuple(sorted(name for name, on in named if on))
    mo.hstack([mo.vstack([years, status]), drawing(topic, chosen_years, chosen_status)])
    return
