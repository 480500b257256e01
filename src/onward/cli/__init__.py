"""The door for operators and developers: the onward command."""
