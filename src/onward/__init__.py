"""Onward: a pupil who leaves one school arrives at another, with their record, or somebody looks."""

__version__ = "0.1.0"
