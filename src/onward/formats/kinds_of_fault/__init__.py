"""The rows of the fault table, by who finds them: the form of an item, the file, or the exchange."""
