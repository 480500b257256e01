"""School lists: read one, show what it would change, change it as a whole, and write one.

Reading and planning are pure; only `applying` and `listed_now` touch the database.
"""
