"""Who saw and did what: append-only, tamper-evident."""
