"""The reader's own copy of the document, with every figure lit up in place."""

from metrics.ui import page, reading_room

with page.framed("Reading room") as (dataset, selection):
    reading_room.room(dataset)
