-- Folded from the facts of tasks and proofs (services/events/projections/{tasks,proofs}.py). What is to be done and the files' bytes
-- lie in the vault under `details` and `file`.

CREATE TABLE tasks (
    task uuid PRIMARY KEY,
    belongs_to text NOT NULL,
    belongs_to_id uuid NOT NULL,
    due date,
    staff uuid,
    partner uuid,
    details uuid
);
CREATE INDEX tasks_belongs_to ON tasks (belongs_to_id);

-- `state`: done or dropped; an open task has no row.
CREATE TABLE task_ends (
    task uuid PRIMARY KEY,
    state text NOT NULL,
    on_day date
);

CREATE TABLE proofs (
    proof uuid PRIMARY KEY,
    belongs_to text NOT NULL,
    belongs_to_id uuid NOT NULL,
    kind text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    digest text NOT NULL,
    on_day date NOT NULL,
    file uuid NOT NULL
);
CREATE INDEX proofs_belongs_to ON proofs (belongs_to_id);
