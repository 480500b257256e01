"""People, systems and the service itself, for those who administer them."""
