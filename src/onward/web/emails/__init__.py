"""E-mails, for the people who get them: what they choose, where a reminder leads, and addresses that fail."""
