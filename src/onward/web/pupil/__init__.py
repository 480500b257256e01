"""Find one pupil and see what one may know of them: for a school, an authority and the national service."""
