"""Verbs that span rooms: the intake, sweeps, notices, the doctor."""
