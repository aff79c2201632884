-- Folded from districts' own log (services/districts/projections/{teams,sites}.py).

CREATE TABLE traeger (
    traeger uuid PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE engagements (
    engagement text PRIMARY KEY,
    traeger uuid NOT NULL,
    operation text NOT NULL,
    starts date NOT NULL,
    ends date
);

CREATE TABLE teams (
    team uuid PRIMARY KEY,
    traeger uuid NOT NULL,
    operation text NOT NULL,
    name text NOT NULL
);

CREATE TABLE sites (
    site uuid PRIMARY KEY,
    traeger uuid NOT NULL,
    name text NOT NULL,
    sozialraum text NOT NULL,
    kind text NOT NULL,
    address text
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

CREATE TABLE office_hour_exceptions (
    site_day text PRIMARY KEY,
    site uuid NOT NULL,
    on_day date NOT NULL,
    hours jsonb NOT NULL
);
