"""Pure ground of the house: identifiers, days, workflows, actors, faults. No Django, no database."""
