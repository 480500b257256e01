"""What time does: sweeps, reminders, expiry, notices, sealing."""
