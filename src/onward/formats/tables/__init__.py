"""Tables from CSV and XLSX files, row by row in bounded memory. What the columns mean is not decided here."""
