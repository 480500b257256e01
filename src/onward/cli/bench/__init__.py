"""`./onward bench`: how fast the hub is on this machine, beside what the same database can do at most."""
