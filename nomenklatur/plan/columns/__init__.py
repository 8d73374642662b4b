"""What the columns of a table are: its header, each column's meaning, the table's layout."""
