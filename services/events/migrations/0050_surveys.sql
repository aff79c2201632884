-- Folded from events' own log (services/events/projections/{surveys,responses,findings}.py). Free answers and texts lie in
-- the vault. Positions are those of this log: what was answered behind a closing is not counted.

CREATE TABLE surveys (
    survey uuid PRIMARY KEY,
    drafted jsonb NOT NULL               -- the questionnaire as the newest fact has it
);

CREATE TABLE survey_openings (
    survey uuid PRIMARY KEY,
    first_day date NOT NULL,
    last_day date NOT NULL
);

CREATE TABLE survey_closings (
    survey uuid PRIMARY KEY,
    on_day date NOT NULL,
    place bigint NOT NULL
);

CREATE TABLE survey_ticket_issues (
    issue uuid PRIMARY KEY,
    survey uuid NOT NULL,
    tickets integer NOT NULL,
    on_day date NOT NULL
);
CREATE INDEX survey_ticket_issues_survey ON survey_ticket_issues (survey);

CREATE TABLE survey_responses (
    response uuid PRIMARY KEY,
    survey uuid NOT NULL,
    language text NOT NULL,
    sozialraum text,
    answered_by text NOT NULL,
    answers jsonb NOT NULL,              -- key of the question -> keys of choices, or a number as text
    said jsonb NOT NULL,                 -- key of the question -> entry of the vault
    place bigint NOT NULL
);
CREATE INDEX survey_responses_survey ON survey_responses (survey);

CREATE TABLE survey_response_discards (
    response uuid PRIMARY KEY,
    place bigint NOT NULL
);

CREATE TABLE findings (
    finding uuid PRIMARY KEY,
    survey uuid NOT NULL,
    title text NOT NULL,
    on_day date NOT NULL,
    handlungsfelder text[] NOT NULL,
    details uuid
);
CREATE INDEX findings_survey ON findings (survey);

CREATE TABLE finding_withdrawals (
    finding uuid PRIMARY KEY
);

CREATE TABLE finding_feedback (
    feedback uuid PRIMARY KEY,
    survey uuid NOT NULL,
    finding uuid NOT NULL,
    on_day date NOT NULL,
    agrees boolean,
    details uuid
);
CREATE INDEX finding_feedback_finding ON finding_feedback (finding);

CREATE TABLE finding_feedback_considered (
    feedback uuid PRIMARY KEY,
    shown boolean NOT NULL
);
