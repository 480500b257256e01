"""Where the source lies that the developers' commands work on."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""The checkout."""
