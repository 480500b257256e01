"""Who a pupil is and on which roll: identity, identifiers, enrolments, marks."""
