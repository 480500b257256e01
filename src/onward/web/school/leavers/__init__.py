"""The pupils who left: the list, one pupil's journey, and what the old school can still say."""
