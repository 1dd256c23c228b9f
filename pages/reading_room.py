"""The reader's own copy of the document, with every figure lit up in place."""

from metrics.ui import page, reading_room

with page.framed("reading_room") as shown:
    reading_room.room(shown.dataset)
