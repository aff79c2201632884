-- Folded from districts' facts (services/referral/projections/known_office_hours.py): hours of the district's own sites.

CREATE TABLE office_hours (
    site_start text PRIMARY KEY,
    site uuid NOT NULL,
    starts date NOT NULL,
    hours jsonb NOT NULL,
    on_holidays boolean NOT NULL
);

CREATE TABLE office_hour_exceptions (
    site_day text PRIMARY KEY,
    site uuid NOT NULL,
    on_day date NOT NULL,
    hours jsonb NOT NULL
);
