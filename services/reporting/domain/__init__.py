"""Pure parts of reporting: tree hashes, calendar, expressions, catalogues, checks."""
