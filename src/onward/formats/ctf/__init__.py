"""The Common Transfer File of England and Wales: its names, a tolerant reader and a strict writer."""
