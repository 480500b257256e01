"""The life of one departure until it is settled: states, deadlines, alarms."""
