"""A reader's own files: read by content, matched to the tables, checked by the dataset's rules."""
