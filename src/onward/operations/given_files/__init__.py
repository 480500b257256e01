"""Files that people give in at the website: looked through as a trial, mended row by row, sent."""
