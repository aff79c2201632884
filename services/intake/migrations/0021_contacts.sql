-- Folded from intake's own log (services/intake/projections/contacts.py). What a contact tells about a person stays
-- sealed in the log; here is only what lists are made and minutes are added up from.

CREATE TABLE contacts (
    contact uuid PRIMARY KEY,
    operation text NOT NULL,
    on_day date NOT NULL,
    sozialraum text NOT NULL,
    case_id uuid,
    kind text,
    minutes integer,
    staff uuid
);
CREATE INDEX contacts_on_day ON contacts (on_day DESC, contact DESC);
CREATE INDEX contacts_case ON contacts (case_id, operation) WHERE case_id IS NOT NULL;
