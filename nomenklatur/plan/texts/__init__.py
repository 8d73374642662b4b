"""What single texts mean: headings, cells, row names, title lines. Nothing here knows a table."""
