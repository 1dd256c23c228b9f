"""What the pages show, as JSON for the front end: charts with their words, lists, addresses."""
