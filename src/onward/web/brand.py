"""The brand."""

BRAND = {"name": "Onward"}
