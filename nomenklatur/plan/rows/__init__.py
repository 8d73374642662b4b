"""What the rows of a table are: aligned, joined, read as nodes and put into a tree."""
