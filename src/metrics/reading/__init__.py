"""The reading room: the reader's own copy of a document, and the figures found in it."""
