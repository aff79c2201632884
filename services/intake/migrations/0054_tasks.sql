-- Folded from intake's own log (services/intake/projections/tasks.py). What is to be done lies in the vault.

CREATE TABLE tasks (
    task uuid PRIMARY KEY,
    operation text NOT NULL,
    due date NOT NULL,
    case_id uuid,
    person uuid,
    staff uuid
);
CREATE INDEX tasks_case ON tasks (case_id);
CREATE INDEX tasks_due ON tasks (due);

-- Tasks that were set, and reminders that somebody settled.
CREATE TABLE tasks_done (
    task uuid PRIMARY KEY,
    on_day date NOT NULL,
    actor text NOT NULL
);
