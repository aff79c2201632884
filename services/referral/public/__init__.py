"""What everybody may read of a directory, without a log-in: public partners, their offers, and the district's sites."""
