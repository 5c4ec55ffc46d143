-- Version 1 of the schema -> 2, views and triggers apart; see entry_migration.py.
ALTER TABLE articles ADD COLUMN fields TEXT;
ALTER TABLE corrections ADD COLUMN decision INTEGER;
ALTER TABLE corrections ADD COLUMN undoes INTEGER;
CREATE INDEX corrections_decision ON corrections (decision);
CREATE INDEX corrections_undoes ON corrections (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE speakers_2 (
    speaker_id   INTEGER PRIMARY KEY,
    public_id    TEXT NOT NULL UNIQUE,
    key          TEXT NOT NULL,
    printed_name TEXT NOT NULL,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'unnamed', 'document')),
    external_id  TEXT UNIQUE,
    born         TEXT,
    died         TEXT,
    merged_into  INTEGER REFERENCES speakers (speaker_id)
) STRICT;
INSERT INTO speakers_2 (speaker_id, public_id, key, printed_name, name, kind, external_id)
SELECT speaker_id, 'speaker ' || speaker_id, key, name, name, kind, external_id FROM speakers;
DROP TABLE speakers;
ALTER TABLE speakers_2 RENAME TO speakers;
CREATE INDEX speakers_key ON speakers (key);
CREATE INDEX speakers_name ON speakers (name);
CREATE INDEX speakers_merged_into ON speakers (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE aliases ADD COLUMN origin TEXT NOT NULL DEFAULT 'printed'
      CHECK (origin IN ('printed', 'added', 'removed'));
CREATE TABLE speaker_keys (
    key        TEXT NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (speaker_id) ON DELETE CASCADE,
    PRIMARY KEY (key, speaker_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE quote_speakers_2 (
    quote_id      INTEGER NOT NULL REFERENCES quotes (quote_id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    speaker_id    INTEGER NOT NULL REFERENCES speakers (speaker_id),
    name          TEXT NOT NULL,
    role          TEXT,
    mention_start INTEGER,
    mention_end   INTEGER,
    PRIMARY KEY (quote_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO quote_speakers_2
SELECT quote_id, position, speaker_id, name, role, mention_start, mention_end
  FROM quote_speakers JOIN speakers USING (speaker_id);
DROP TABLE quote_speakers;
ALTER TABLE quote_speakers_2 RENAME TO quote_speakers;
CREATE INDEX quote_speakers_speaker ON quote_speakers (speaker_id, quote_id);
CREATE TABLE corrected_speakers (
    public_id  TEXT NOT NULL,
    position   INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (speaker_id),
    PRIMARY KEY (public_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrected_speakers_speaker ON corrected_speakers (speaker_id);
CREATE TABLE corrected_segments (
    public_id TEXT NOT NULL,
    position  INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (public_id, position)
) STRICT, WITHOUT ROWID;
UPDATE corrections SET decision = correction_id;
