"""A page of the marimo app: filters beside the chart; the topic stands in its address."""

# Functions named as marimo's cells, untyped as its users write them.
# mypy: ignore-errors
# ruff: noqa: D103
import marimo

app = marimo.App(width="full")


@app.cell
def filters():
    import marimo as mo

    from benchmarks.charts import drawing
    from benchmarks.pages import BY_TOPIC

    topic = mo.query_params()["topic"]
    options = [one for all_ in BY_TOPIC[topic].filters.values() for one in all_]
    boxes = mo.ui.array([mo.ui.checkbox(label=one) for one in options])
    return boxes, drawing, mo, options, topic


@app.cell
def chart(boxes, drawing, mo, options, topic):
    chosen = [one for one, on in zip(options, boxes.value, strict=True) if on]
    mo.hstack([mo.vstack([boxes]), drawing(topic, chosen)])
    return
