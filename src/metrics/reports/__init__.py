"""A report in prose: its text, the numbers in it, what each may mean, and the next edition."""
