"""Check digits of the numbers that pupils carry. A fault is said in plain words, without the number."""
