"""Who may know where a child is: flags, allow-lists, whereabouts."""
