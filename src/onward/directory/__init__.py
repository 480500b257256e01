"""Authorities, schools, their mergers and closures, term dates."""
