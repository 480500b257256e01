"""Send a file: see what is in it, mend it in place, send it, and take away what became of each pupil."""
