"""The life of one confined process: its clock, its control group, its start, its limits, its end."""
