"""The door for school systems: /api/v1."""
