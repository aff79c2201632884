-- What was said of the quarter and the project, where and in which tone (projections/press). Headlines lie in the vault.

CREATE TABLE press_items (
    item uuid PRIMARY KEY,
    on_day date NOT NULL,
    medium text NOT NULL,
    channel text NOT NULL,
    tone text NOT NULL,
    own boolean NOT NULL,
    reach bigint,
    sozialraeume text[] NOT NULL,
    operation text,
    event uuid,
    details uuid
);
CREATE INDEX press_items_on_day ON press_items (on_day);
