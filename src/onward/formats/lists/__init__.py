"""Leaver and joiner lists as CSV and XLSX: templates out, rows in, verdicts out."""
