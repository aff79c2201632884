-- Folded from districts' facts (services/intake/projections/sites.py).

CREATE TABLE sites (
    site uuid PRIMARY KEY,
    traeger uuid NOT NULL,
    name text NOT NULL,
    sozialraum text NOT NULL,
    kind text NOT NULL
);

CREATE TABLE site_closings (
    site uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE office_hours (
    site_start text PRIMARY KEY,
    site uuid NOT NULL,
    starts date NOT NULL,
    hours jsonb NOT NULL,
    on_holidays boolean NOT NULL
);
CREATE INDEX office_hours_site ON office_hours (site, starts);

CREATE TABLE office_hour_exceptions (
    site_day text PRIMARY KEY,
    site uuid NOT NULL,
    on_day date NOT NULL,
    hours jsonb NOT NULL
);
CREATE INDEX office_hour_exceptions_site ON office_hour_exceptions (site, on_day);
