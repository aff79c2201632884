-- A letter about a person stands in no fact: it lies in the vault under a key of its own until it is carried (letter_bodies.py).
-- NULL: it does; what stands here are answers, and letters that were sealed before.
ALTER TABLE letters_sealed ALTER COLUMN sealed DROP NOT NULL;

-- What the carrier may take now, sealed for the receiver only. Neither in the write-ahead log nor in a backup, so that
-- destroying a letter's key leaves no copy behind; after a crash the post fills it again from the vault.
CREATE UNLOGGED TABLE letter_releases (
    digest text PRIMARY KEY,
    sealed text NOT NULL
);

-- The first row of a digest decides for good: the carrier's says that the letter went, ours (stopped) that it never will.
ALTER TABLE letter_receipts ADD COLUMN stopped boolean NOT NULL DEFAULT false;

CREATE OR REPLACE VIEW letter_outbox AS
    SELECT s.receiver, s.thread,
        coalesce(s.sealed, (SELECT l.sealed FROM letter_releases l WHERE l.digest = s.digest)) AS sealed
    FROM letters_sealed s
    WHERE (s.sealed IS NOT NULL OR EXISTS (SELECT FROM letter_releases l WHERE l.digest = s.digest))
        AND NOT EXISTS (SELECT FROM letter_receipts r WHERE r.digest = s.digest)
        AND NOT EXISTS (SELECT FROM letter_recalls c WHERE c.referral = s.referral AND c.number > s.number)
    ORDER BY s.number;

-- Folded from the log: letters whose key was destroyed before they were carried.
CREATE TABLE letter_destructions (
    letter uuid PRIMARY KEY,
    destroyed timestamptz NOT NULL
);

-- What was opened lies in the vault; another copy here would outlive the person's key.
UPDATE letter_inbox SET sealed = '' WHERE verdict IS NOT NULL;
