"""What each role sees first: what needs them now."""
