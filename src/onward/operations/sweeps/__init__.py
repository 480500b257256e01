"""What time does to transfers: reminders, alarms, climbing, expiry, and the notices to the old side.

Each sweep is set-based, takes rows that no other worker holds (`SKIP LOCKED`), commits batch by batch,
and can be run again at any time: what was missed is caught up.
"""
