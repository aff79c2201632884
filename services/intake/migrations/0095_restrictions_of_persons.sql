-- A restriction stands in a case, or, apart from any, in the person: then its subject is the person's id.

ALTER TABLE restrictions RENAME COLUMN case_id TO subject;
