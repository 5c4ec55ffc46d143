-- Version 2 of the schema -> 3, views and triggers apart; see entry_migration.py.
ALTER TABLE speakers ADD COLUMN role TEXT;
ALTER TABLE articles ADD COLUMN names TEXT;
CREATE TABLE profiles (
    speaker_id INTEGER PRIMARY KEY REFERENCES speakers (speaker_id) ON DELETE CASCADE,
    size       INTEGER NOT NULL,
    profile    TEXT NOT NULL
) STRICT;
DELETE FROM speaker_keys;
