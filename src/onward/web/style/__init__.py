"""The style guide: every component with what it is for and an example. In development and demonstrations."""
