-- One-time tickets that nobody used yet (services/events/surveys_tickets.py); no projection, in no log. A ticket is kept as
-- a keyed hash of its code and taken out when it is used: nothing says when, and nothing stands beside it.

CREATE TABLE survey_tickets (
    survey uuid NOT NULL,
    ticket uuid NOT NULL,
    PRIMARY KEY (survey, ticket)
);
