"""What is wrong with a plan: single rows, declared sums, derived columns, counts in the text."""
