-- Folded from intake's own log (services/intake/projections/appointments.py).

CREATE TABLE appointments (
    appointment uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    starts timestamptz NOT NULL,
    ends timestamptz NOT NULL,
    minutes integer NOT NULL,
    staff uuid,
    site uuid,
    note uuid
);
CREATE INDEX appointments_case ON appointments (case_id);
CREATE INDEX appointments_staff ON appointments (staff, starts);
CREATE INDEX appointments_starts ON appointments (starts);

CREATE TABLE appointment_ends (
    appointment uuid PRIMARY KEY,
    outcome text NOT NULL,
    contact uuid
);
