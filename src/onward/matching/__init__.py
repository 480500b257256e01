"""Pure: whether two descriptions are of the same pupil. Exact rules today; probabilistic linkage has its place here."""
