-- Folded from the facts of events (services/events/projections/{events,registrations}.py). Each fact is a row of its own, so that
-- what is said again replaces only that. Words lie in the vault under `details` and `contact`.
-- `changed` is the position of the plan said last.

CREATE TABLE events (
    event uuid PRIMARY KEY,
    title text NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    until date,
    starts time,
    ends time,
    operation text,
    sozialraeume text[] NOT NULL,
    target_groups text[] NOT NULL,
    handlungsfelder text[] NOT NULL,
    capacity integer,
    series uuid,
    details uuid,
    changed bigint NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX events_on_day ON events (on_day);
CREATE INDEX events_series ON events (series) WHERE series IS NOT NULL;

CREATE TABLE event_publications (
    event uuid PRIMARY KEY,
    registration boolean NOT NULL,
    register_until date
);

CREATE TABLE event_attendances (
    event uuid PRIMARY KEY,
    on_day date NOT NULL,
    attendance integer NOT NULL,
    counted_by text NOT NULL,
    counts jsonb NOT NULL
);

CREATE TABLE event_evaluations (
    event uuid PRIMARY KEY,
    reached integer NOT NULL,
    again boolean NOT NULL,
    details uuid
);

CREATE TABLE event_cancellations (
    event uuid PRIMARY KEY,
    grounds text NOT NULL,
    on_day date NOT NULL
);

-- The key names event and partner.
CREATE TABLE event_partners (
    engagement text PRIMARY KEY,
    event uuid NOT NULL,
    partner uuid NOT NULL,
    role text NOT NULL
);
CREATE INDEX event_partners_event ON event_partners (event);

CREATE TABLE event_budgets (
    event uuid PRIMARY KEY,
    lines jsonb NOT NULL,
    shares jsonb NOT NULL
);

CREATE TABLE event_costs (
    cost uuid PRIMARY KEY,
    event uuid NOT NULL,
    purpose text NOT NULL,
    cents bigint NOT NULL,
    on_day date NOT NULL
);
CREATE INDEX event_costs_event ON event_costs (event);

-- `place` is the order in which places are given: the position in the log.
CREATE TABLE registrations (
    registration uuid PRIMARY KEY,
    event uuid NOT NULL,
    persons integer NOT NULL,
    contact uuid,
    place bigint NOT NULL,
    requested timestamptz NOT NULL
);
CREATE INDEX registrations_event ON registrations (event, place);

CREATE TABLE registration_releases (
    registration uuid PRIMARY KEY,
    released timestamptz NOT NULL
);
