"""Append-only, tamper-evident: who saw and did what. It knows subjects by kind and id, and nothing about them."""
