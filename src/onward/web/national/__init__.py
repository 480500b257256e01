"""The pages of the national service: the country in figures, the directory, leaving policies, calendars."""
