"""Lists of holidays: read one, show what it would change, change it as a whole, and write one."""
