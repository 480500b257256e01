"""What people typed before a session ended: shown to them again, to send or to throw away."""
