"""Pure: whether two descriptions are of the same pupil. Probabilistic linkage has its place here."""
