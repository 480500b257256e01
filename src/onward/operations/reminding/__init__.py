"""E-mails that remind people of what waits for them: counted for all at once, written as each chose."""
