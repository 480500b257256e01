"""What is written to people by e-mail: short, plain, nothing about a child, and one link.

An e-mail is a row, queued in the transaction of what it tells of; a job sends it. It does not decide
who is told what.
"""
