"""Commands with which a school exchanges pupils by files, in the hub's own process."""
