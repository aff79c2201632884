"""Before a report is handed in: rules of its catalogue and of the Commission's system, plausibility, targets."""
