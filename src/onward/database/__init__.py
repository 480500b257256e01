"""The seam to PostgreSQL: the embedded server, roles, row security and the sight of a transaction."""
