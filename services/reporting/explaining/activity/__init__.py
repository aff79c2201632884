"""A figure of the activity report explained: which facts it counts, which it does not, and why."""
