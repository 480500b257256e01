"""Say that a pupil leaves, step by step: it asks only what the leaving reason needs."""
