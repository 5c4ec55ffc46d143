-- Version 3 of the schema -> 4, views and triggers apart: the search index, which is then filled.
DROP TABLE quotes_vocabulary;
DROP TABLE quotes_fts;
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    document, content = '', columnsize = 0, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE quotes_terms USING fts5vocab (quotes_fts, 'row');
CREATE VIRTUAL TABLE quotes_instances USING fts5vocab (quotes_fts, 'instance');
CREATE TABLE indexed (
    document_id INTEGER PRIMARY KEY AUTOINCREMENT,
    quote_id    INTEGER NOT NULL UNIQUE REFERENCES quotes (quote_id) ON DELETE CASCADE,
    day         TEXT,
    digest      INTEGER NOT NULL
) STRICT;
CREATE INDEX indexed_day ON indexed (day);
CREATE TABLE vocabulary (
    length   INTEGER NOT NULL,
    word     TEXT NOT NULL,
    reversed TEXT NOT NULL,
    PRIMARY KEY (length, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX vocabulary_reversed ON vocabulary (length, reversed);
CREATE TABLE tags (
    tag TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE name_words (
    word       TEXT NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (speaker_id) ON DELETE CASCADE,
    PRIMARY KEY (word, speaker_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO name_words (word, speaker_id)
SELECT value, speaker_id
  FROM aliases, json_each('[' || replace(json_quote(normalized), ' ', '","') || ']')
 WHERE origin <> 'removed';
CREATE TABLE unindexed (
    quote_id INTEGER PRIMARY KEY
) STRICT;
INSERT INTO unindexed SELECT quote_id FROM quotes;
