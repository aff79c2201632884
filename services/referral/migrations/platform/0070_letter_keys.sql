-- What letters to a district are sealed with, and what its hand is known by (kernel/carrying.py); the operator writes.
CREATE TABLE letter_keys (
    district text PRIMARY KEY,
    seal bytea NOT NULL CHECK (octet_length(seal) = 32),
    sign bytea NOT NULL CHECK (octet_length(sign) = 32)
);
GRANT SELECT ON letter_keys TO {login_role};
