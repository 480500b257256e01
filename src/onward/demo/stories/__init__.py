"""Short true stories of the exchange, played through a running hub."""
