-- What BI tools may see: figures that were made safe before they were written here, by reporting/bi. They are copies
-- of what projections say at the positions in bi_positions; a rebuild of the projections leaves them alone.
CREATE TABLE bi_positions (
    source text PRIMARY KEY,
    position bigint NOT NULL CHECK (position >= 0)
);

-- One row: by which day and up to which index of the journal the figures were made, and when they were last compared.
CREATE TABLE bi_publication (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    index bigint NOT NULL DEFAULT 0 CHECK (index >= 0),
    made_on date NOT NULL DEFAULT '0001-01-01',
    checked timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 10);
INSERT INTO bi_publication DEFAULT VALUES;

CREATE TABLE bi_participations (
    operation text NOT NULL,
    sozialraum text NOT NULL,
    entry_half_year text NOT NULL,
    gender text NOT NULL,
    age_band text NOT NULL,
    employment text NOT NULL,
    persons bigint
);

CREATE TABLE bi_esf_indicators (
    operation text NOT NULL,
    sozialraum text,
    year integer NOT NULL,
    indicator text NOT NULL,
    gender text,
    value bigint
);

CREATE TABLE bi_contacts_monthly (
    operation text NOT NULL,
    sozialraum text NOT NULL,
    month date NOT NULL,
    kind text,
    contacts bigint,
    minutes bigint
);

CREATE TABLE bi_problems_monthly (
    operation text NOT NULL,
    sozialraum text NOT NULL,
    month date NOT NULL,
    topic text NOT NULL,
    cases bigint
);

CREATE TABLE bi_referrals_monthly (
    operation text NOT NULL,
    sozialraum text NOT NULL,
    month date NOT NULL,
    partner_kind text NOT NULL,
    state text NOT NULL,
    referrals bigint,
    median_days integer
);

CREATE TABLE bi_outcomes (
    operation text NOT NULL,
    sozialraum text NOT NULL,
    dimension text NOT NULL,
    stage text NOT NULL,
    level text NOT NULL,
    persons bigint
);

CREATE TABLE bi_community_events (
    operation text,
    sozialraum text,
    month date NOT NULL,
    kind text NOT NULL,
    events bigint NOT NULL,
    attendance bigint,
    volunteer_hours bigint
);
