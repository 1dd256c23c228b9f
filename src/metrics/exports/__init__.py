"""From figures and tables to files that explain themselves."""
