"""An independent second opinion on imports and reports, written from the rules and not from the code."""
