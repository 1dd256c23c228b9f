"""From tables to numbers: bound SQL, and the sentence that says the same."""
