-- Why the relay does not publish this log at the moment; NULL: it does.
ALTER TABLE relay_position ADD COLUMN stopped text;
