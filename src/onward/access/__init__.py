"""People, roles, school systems and their credentials: who may act for whom."""
