"""Append-only, tamper-evident: who saw and did what. Subjects are a kind and an id; nothing else is known."""
