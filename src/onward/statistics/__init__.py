"""Read-only figures, computed by SQL from the database alone."""
