-- The schema of a quotes database, its only source. SQLite 3.38 or later.
-- Offsets count Unicode code points and are half-open: [start, end).
-- Dates are ISO 8601, as precise as known: 2025-02-24, 2025-02 or 2025.
-- Times are ISO 8601 in UTC. NULL means that the article does not say.

PRAGMA application_id = 0x51554f54;  -- "QUOT"
PRAGMA user_version = 4;

-- One article, however often it was retrieved. `identity` says what it is known
-- by: "url:…", else "id:…", else "path:…" with its outlet; never by its words.
CREATE TABLE articles (
    article_id    INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL UNIQUE,
    identity      TEXT NOT NULL UNIQUE,
    url           TEXT,
    canonical_url TEXT,
    archive_url   TEXT,
    outlet        TEXT,
    title         TEXT,
    published     TEXT,
    modified      TEXT,
    accessed      TEXT,
    section       TEXT,
    page          TEXT,
    language      TEXT,
    fields        TEXT, -- what it is about ("politics"), a line each, for telling namesakes apart
    names         TEXT  -- the proper names in it, folded, a line each, for the same purpose
) STRICT;
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX articles_path ON articles (substr(identity, instr(identity, char(31)) + 1))
 WHERE identity GLOB 'path:*';
CREATE INDEX articles_published ON articles (published);

CREATE TABLE bylines (
    article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

-- One retrieval with other raw bytes than the one before. The newest is the one with the highest id.
CREATE TABLE versions (
    version_id     INTEGER PRIMARY KEY,
    article_id     INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
    raw_sha256     TEXT NOT NULL,
    text_sha256    TEXT NOT NULL,
    reader         TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    retrieved      TEXT NOT NULL
) STRICT;
CREATE INDEX versions_article ON versions (article_id);

-- Full text, in a table of its own so that a published copy can leave it out.
CREATE TABLE texts (
    version_id INTEGER PRIMARY KEY REFERENCES versions (version_id) ON DELETE CASCADE,
    text       TEXT NOT NULL
) STRICT;

-- Somebody or something that is quoted. `key` says what the entry was made from (see
-- store/speakers.py), `printed_name` is the fullest name printed; `name` is that, or what people
-- put in its place. An entry that people found to be another's is `merged_into` it, directly.
CREATE TABLE speakers (
    speaker_id   INTEGER PRIMARY KEY,
    public_id    TEXT NOT NULL UNIQUE,
    key          TEXT NOT NULL,
    printed_name TEXT NOT NULL,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'unnamed', 'document')),
    external_id  TEXT UNIQUE,
    born         TEXT,
    died         TEXT,
    role         TEXT,
    merged_into  INTEGER REFERENCES speakers (speaker_id)
) STRICT;
CREATE INDEX speakers_key ON speakers (key);
CREATE INDEX speakers_name ON speakers (name);
CREATE INDEX speakers_merged_into ON speakers (merged_into) WHERE merged_into IS NOT NULL;

-- Every name a speaker goes by, the main one included; `normalized` is what is compared.
-- What people added or struck out is theirs: the parser leaves it alone.
CREATE TABLE aliases (
    speaker_id INTEGER NOT NULL REFERENCES speakers (speaker_id) ON DELETE CASCADE,
    normalized TEXT NOT NULL,
    alias      TEXT NOT NULL,
    origin     TEXT NOT NULL DEFAULT 'printed' CHECK (origin IN ('printed', 'added', 'removed')),
    PRIMARY KEY (speaker_id, normalized)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_normalized ON aliases (normalized);

-- Under which spellings a name is looked up when its bearer is sought: to be joined, or to be
-- suggested (see quotes/people).
CREATE TABLE speaker_keys (
    key        TEXT NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (speaker_id) ON DELETE CASCADE,
    PRIMARY KEY (key, speaker_id)
) STRICT, WITHOUT ROWID;

-- What all the appearances of a person, `size` of them, are evidence of: JSON, see
-- store/profiles.py. Made again from the quotes where it is missing.
CREATE TABLE profiles (
    speaker_id INTEGER PRIMARY KEY REFERENCES speakers (speaker_id) ON DELETE CASCADE,
    size       INTEGER NOT NULL,
    profile    TEXT NOT NULL
) STRICT;

-- The parser's answers. `standing` follows the corrections (trigger below);
-- a retired quote lost its place in a later version: `replaced_by` is the public
-- id that took over, if any. Quotes of one occasion in an article share `occasion`.
CREATE TABLE quotes (
    quote_id           INTEGER PRIMARY KEY,
    public_id          TEXT NOT NULL UNIQUE,
    version_id         INTEGER NOT NULL REFERENCES versions (version_id) ON DELETE CASCADE,
    text               TEXT NOT NULL,
    kind               TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')),
    cue                TEXT,
    speaker_confidence REAL CHECK (speaker_confidence BETWEEN 0 AND 1),
    venue              TEXT,
    venue_kind         TEXT CHECK (venue_kind IN (
                           'social_media', 'interview', 'news_conference', 'speech', 'debate',
                           'statement', 'hearing', 'document', 'correspondence', 'conversation',
                           'broadcast')),
    venue_name         TEXT,
    venue_place        TEXT,
    venue_phrase       TEXT,
    venue_confidence   REAL CHECK (venue_confidence BETWEEN 0 AND 1),
    occasion           INTEGER,
    date               TEXT,
    date_precision     TEXT CHECK (date_precision IN ('day', 'month', 'year')),
    date_basis         TEXT CHECK (date_basis IN ('explicit', 'relative')),
    date_confidence    REAL CHECK (date_confidence BETWEEN 0 AND 1),
    context            TEXT NOT NULL,
    context_start      INTEGER NOT NULL,
    parser_version     TEXT NOT NULL,
    standing           TEXT NOT NULL DEFAULT 'parsed' CHECK (standing IN (
                           'parsed', 'confirmed', 'corrected', 'rejected', 'retired')),
    replaced_by        TEXT REFERENCES quotes (public_id)
) STRICT;
CREATE INDEX quotes_version ON quotes (version_id);
CREATE INDEX quotes_date ON quotes (date);
CREATE INDEX quotes_venue ON quotes (venue);
CREATE INDEX quotes_venue_kind ON quotes (venue_kind);
CREATE INDEX quotes_kind ON quotes (kind);
CREATE INDEX quotes_standing ON quotes (standing);

-- The stretches of the version's text that a quote is made of, marks excluded.
CREATE TABLE segments (
    quote_id  INTEGER NOT NULL REFERENCES quotes (quote_id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (quote_id, position)
) STRICT, WITHOUT ROWID;

-- Who is credited with a quote: one speaker or more, each with the name and the role as
-- the article has them, and the mention beside the cue.
CREATE TABLE quote_speakers (
    quote_id      INTEGER NOT NULL REFERENCES quotes (quote_id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    speaker_id    INTEGER NOT NULL REFERENCES speakers (speaker_id),
    name          TEXT NOT NULL,
    role          TEXT,
    mention_start INTEGER,
    mention_end   INTEGER,
    PRIMARY KEY (quote_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_speakers_speaker ON quote_speakers (speaker_id, quote_id);

-- What a field was read from: stretches of the version's text.
CREATE TABLE evidence (
    quote_id INTEGER NOT NULL REFERENCES quotes (quote_id) ON DELETE CASCADE,
    field    TEXT NOT NULL CHECK (field IN ('speaker', 'cue', 'venue', 'date')),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (quote_id, field, start)
) STRICT, WITHOUT ROWID;

-- What people decided, append-only: the latest entry for a public id (of a quote, an article
-- or a speaker) and field holds. `old` and `new` are JSON; `withdraw` gives the field back to
-- the parser. Entries made at once share a `decision`, its first entry; one that takes an
-- earlier decision back names it in `undoes`.
CREATE TABLE corrections (
    correction_id INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL,
    field         TEXT NOT NULL CHECK (field GLOB '[a-z]*' AND field NOT GLOB '*[^a-z_]*'),
    action        TEXT NOT NULL DEFAULT 'set' CHECK (action IN ('set', 'withdraw')),
    old           TEXT CHECK (old IS NULL OR json_valid(old)),
    new           TEXT CHECK ((action = 'set') = (new IS NOT NULL) AND (new IS NULL OR json_valid(new))),
    who           TEXT NOT NULL,
    why           TEXT,
    made          TEXT NOT NULL,
    decision      INTEGER,
    undoes        INTEGER
) STRICT;
CREATE INDEX corrections_public_id ON corrections (public_id, field);
CREATE INDEX corrections_decision ON corrections (decision);
CREATE INDEX corrections_undoes ON corrections (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER corrections_are_kept BEFORE DELETE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER corrections_are_final BEFORE UPDATE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are append-only'); END;

-- The corrections in force, one row for a public id: a JSON object of its fields.
CREATE TABLE corrected (
    public_id TEXT PRIMARY KEY,
    fields    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The speakers of a quote whose speaker was corrected; none where it is nobody.
CREATE TABLE corrected_speakers (
    public_id  TEXT NOT NULL,
    position   INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (speaker_id),
    PRIMARY KEY (public_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrected_speakers_speaker ON corrected_speakers (speaker_id);

-- Where a quote whose bounds were corrected lies in the version it is now read from.
CREATE TABLE corrected_segments (
    public_id TEXT NOT NULL,
    position  INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL CHECK ("end" > start),
    PRIMARY KEY (public_id, position)
) STRICT, WITHOUT ROWID;

-- `speaker` is a name, or a list of names; `speaker_id` are the public ids of those meant,
-- where the names alone do not say it. Whoever is not known yet gets an entry.
CREATE TRIGGER corrections_apply AFTER INSERT ON corrections
BEGIN
    INSERT INTO corrected (public_id, fields) VALUES (new.public_id, '{}')
        ON CONFLICT (public_id) DO NOTHING;
    UPDATE corrected
       SET fields = CASE new.action
                        WHEN 'set' THEN json_set(fields, '$.' || new.field, json(new.new))
                        ELSE json_remove(fields, '$.' || new.field)
                    END
     WHERE public_id = new.public_id;
    UPDATE quotes
       SET standing = (
               SELECT CASE
                          WHEN fields ->> '$.standing' = 'rejected' THEN 'rejected'
                          WHEN json_remove(fields, '$.standing') <> '{}' THEN 'corrected'
                          ELSE coalesce(fields ->> '$.standing', 'parsed')
                      END
                 FROM corrected WHERE corrected.public_id = new.public_id)
     WHERE public_id = new.public_id AND standing <> 'retired';
    UPDATE speakers
       SET (name, external_id, born, died, role) = (
               SELECT coalesce(fields ->> '$.name', printed_name), fields ->> '$.external_id',
                      fields ->> '$.born', fields ->> '$.died', fields ->> '$.role'
                 FROM corrected c WHERE c.public_id = new.public_id)
     WHERE public_id = new.public_id;
    DELETE FROM profiles
     WHERE new.field IN ('speaker', 'speaker_id')
       AND speaker_id IN (SELECT speaker_id FROM quote_speakers JOIN quotes USING (quote_id)
                           WHERE public_id = new.public_id);
    DELETE FROM corrected_speakers
     WHERE public_id = new.public_id AND new.field IN ('speaker', 'speaker_id');
    INSERT INTO speakers (public_id, key, printed_name, name, kind)
    SELECT DISTINCT lower(hex(randomblob(6))), 'named:' || n.value, n.value, n.value,
           coalesce(c.fields ->> '$.speaker_kind', 'person')
      FROM corrected c,
           json_each(CASE json_type(c.fields, '$.speaker') WHEN 'array' THEN c.fields -> '$.speaker'
                     ELSE json_array(c.fields ->> '$.speaker') END) n
     WHERE new.field = 'speaker' AND c.public_id = new.public_id AND n.value IS NOT NULL
       AND c.fields ->> ('$.speaker_id[' || n.key || ']') IS NULL
       AND NOT EXISTS (SELECT 1 FROM speakers s WHERE s.name = n.value);
    INSERT INTO aliases (speaker_id, normalized, alias, origin)
    SELECT speaker_id, lower(name), name, 'added' FROM speakers
     WHERE new.field = 'speaker' AND key = 'named:' || name
       AND speaker_id NOT IN (SELECT speaker_id FROM aliases);
    INSERT INTO corrected_speakers (public_id, position, speaker_id)
    SELECT new.public_id, n.key, s.speaker_id
      FROM corrected c,
           json_each(CASE json_type(c.fields, '$.speaker') WHEN 'array' THEN c.fields -> '$.speaker'
                     ELSE json_array(c.fields ->> '$.speaker') END) n
      JOIN speakers s ON s.speaker_id = coalesce(
               (SELECT speaker_id FROM speakers
                 WHERE public_id = c.fields ->> ('$.speaker_id[' || n.key || ']')),
               (SELECT min(speaker_id) FROM speakers WHERE name = n.value))
     WHERE new.field IN ('speaker', 'speaker_id') AND c.public_id = new.public_id;
END;

CREATE TRIGGER corrected_speakers_come AFTER INSERT ON corrected_speakers
BEGIN DELETE FROM profiles WHERE speaker_id = new.speaker_id; END;
CREATE TRIGGER corrected_speakers_go AFTER DELETE ON corrected_speakers
BEGIN DELETE FROM profiles WHERE speaker_id = old.speaker_id; END;

-- What every run of ingest did, article by article.
CREATE TABLE ingest_log (
    entry_id   INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    source     TEXT NOT NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('added', 'new version', 'unchanged', 'failed')),
    reason     TEXT,
    article_id INTEGER REFERENCES articles (article_id) ON DELETE SET NULL,
    quotes     INTEGER
) STRICT;

-- Hashes of what was removed on demand, so that it does not come back.
CREATE TABLE forgotten (
    sha256 TEXT PRIMARY KEY,
    what   TEXT NOT NULL CHECK (what IN ('article', 'quote', 'speaker')),
    why    TEXT,
    at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The search index. A quote that is shown has a document in it: its words and its tags (see
-- terms.py), under a number that is never used again. Documents of before stay in the full-text
-- index and count for nothing. `day` is when the words were said, else published; `digest` the
-- CRC-32 of the document.
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

-- The words that a misspelt word may stand for. One that differs from it in a letter or two letters
-- swapped has its first or its second half in common with it: the words are found by either.
CREATE TABLE vocabulary (
    length   INTEGER NOT NULL,
    word     TEXT NOT NULL,
    reversed TEXT NOT NULL,
    PRIMARY KEY (length, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX vocabulary_reversed ON vocabulary (length, reversed);

-- The tags of outlets and venues, in which their names are looked up.
CREATE TABLE tags (
    tag TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The words of the names that a speaker goes by, kept in step by triggers.
CREATE TABLE name_words (
    word       TEXT NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES speakers (speaker_id) ON DELETE CASCADE,
    PRIMARY KEY (word, speaker_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER name_words_come AFTER INSERT ON aliases WHEN new.origin <> 'removed'
BEGIN
    INSERT OR IGNORE INTO name_words (word, speaker_id)
    SELECT value, new.speaker_id
      FROM json_each('[' || replace(json_quote(new.normalized), ' ', '","') || ']');
END;
CREATE TRIGGER name_words_go AFTER DELETE ON aliases
BEGIN
    DELETE FROM name_words
     WHERE speaker_id = old.speaker_id
       AND word IN (SELECT value FROM json_each('[' || replace(json_quote(old.normalized), ' ', '","') || ']'))
       AND NOT EXISTS (SELECT 1 FROM aliases a
                        WHERE a.speaker_id = old.speaker_id AND a.origin <> 'removed'
                          AND instr(' ' || a.normalized || ' ', ' ' || word || ' '));
END;

-- The quotes whose documents are to be made again; within each transaction of the store they are.
CREATE TABLE unindexed (
    quote_id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER unindexed_quote AFTER INSERT ON quotes
BEGIN INSERT OR IGNORE INTO unindexed VALUES (new.quote_id); END;
CREATE TRIGGER unindexed_changed AFTER UPDATE OF text, kind, standing, date, venue, venue_kind,
    venue_name, venue_place, version_id ON quotes
BEGIN INSERT OR IGNORE INTO unindexed VALUES (new.quote_id); END;
CREATE TRIGGER unindexed_credit AFTER INSERT ON quote_speakers
BEGIN INSERT OR IGNORE INTO unindexed VALUES (new.quote_id); END;
CREATE TRIGGER unindexed_credited AFTER UPDATE OF speaker_id ON quote_speakers
BEGIN INSERT OR IGNORE INTO unindexed VALUES (new.quote_id); END;
CREATE TRIGGER unindexed_uncredited AFTER DELETE ON quote_speakers
BEGIN INSERT OR IGNORE INTO unindexed VALUES (old.quote_id); END;
CREATE TRIGGER unindexed_corrected_speaker AFTER INSERT ON corrected_speakers
BEGIN
    INSERT OR IGNORE INTO unindexed SELECT quote_id FROM quotes WHERE public_id = new.public_id;
END;
CREATE TRIGGER unindexed_correction AFTER INSERT ON corrections
BEGIN
    INSERT OR IGNORE INTO unindexed SELECT quote_id FROM quotes WHERE public_id = new.public_id;
    INSERT OR IGNORE INTO unindexed
    SELECT quote_id FROM articles JOIN versions USING (article_id) JOIN quotes USING (version_id)
     WHERE articles.public_id = new.public_id AND new.field IN ('outlet', 'published');
END;
CREATE TRIGGER unindexed_article AFTER UPDATE OF outlet, published ON articles
    WHEN old.outlet IS NOT new.outlet OR old.published IS NOT new.published
BEGIN
    INSERT OR IGNORE INTO unindexed
    SELECT quote_id FROM versions JOIN quotes USING (version_id) WHERE article_id = new.article_id;
END;

-- Articles as they stand after corrections; several bylines are joined by "; ".
CREATE VIEW effective_articles AS
SELECT a.article_id, a.public_id, a.identity,
       CASE WHEN json_type(c.fields, '$.title') IS NULL THEN a.title ELSE c.fields ->> '$.title' END AS title,
       CASE WHEN json_type(c.fields, '$.byline') IS NULL
            THEN (SELECT group_concat(name, '; ')
                    FROM (SELECT name FROM bylines b WHERE b.article_id = a.article_id ORDER BY position))
            ELSE c.fields ->> '$.byline' END AS byline,
       CASE WHEN json_type(c.fields, '$.outlet') IS NULL THEN a.outlet ELSE c.fields ->> '$.outlet' END AS outlet,
       CASE WHEN json_type(c.fields, '$.published') IS NULL THEN a.published
            ELSE c.fields ->> '$.published' END AS published,
       CASE WHEN json_type(c.fields, '$.url') IS NULL THEN coalesce(a.url, a.canonical_url)
            ELSE c.fields ->> '$.url' END AS url,
       a.archive_url, a.modified, a.accessed, a.section, a.page, a.language
  FROM articles a LEFT JOIN corrected c ON c.public_id = a.public_id;

-- Who is credited with each quote: what people corrected, else what the parser found; and the
-- entry that one was merged into in its place.
CREATE VIEW credits AS
SELECT q.quote_id, qs.position, coalesce(s.merged_into, s.speaker_id) AS speaker_id, qs.role,
       qs.name AS printed
  FROM quotes q
  JOIN quote_speakers qs USING (quote_id)
  JOIN speakers s USING (speaker_id)
 WHERE NOT EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = q.public_id
                      AND json_type(c.fields, '$.speaker') IS NOT NULL)
UNION ALL
SELECT q.quote_id, cs.position, coalesce(s.merged_into, s.speaker_id), NULL, NULL
  FROM corrected_speakers cs
  JOIN quotes q USING (public_id)
  JOIN speakers s USING (speaker_id);

-- Every quote with its effective values: what people corrected, else what the parser
-- found. Everything that shows quotes reads from here. Joint speakers are joined by
-- " and ", their roles by "; ". What people decided has no confidence: it is theirs.
CREATE VIEW effective_quotes AS
SELECT q.quote_id, q.public_id,
       CASE WHEN json_type(c.fields, '$.text') IS NULL THEN q.text ELSE c.fields ->> '$.text' END AS text,
       CASE WHEN json_type(c.fields, '$.speaker') IS NULL
            THEN (SELECT group_concat(name, ' and ')
                    FROM (SELECT r.name FROM quote_speakers qs JOIN speakers s USING (speaker_id)
                            JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)
                           WHERE qs.quote_id = q.quote_id
                           GROUP BY r.speaker_id ORDER BY min(qs.position)))
            ELSE (SELECT group_concat(name, ' and ')
                    FROM (SELECT r.name FROM corrected_speakers cs JOIN speakers s USING (speaker_id)
                            JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)
                           WHERE cs.public_id = q.public_id
                           GROUP BY r.speaker_id ORDER BY min(cs.position)))
       END AS speaker,
       CASE WHEN json_type(c.fields, '$.speaker') IS NULL
            THEN (SELECT s.kind FROM quote_speakers qs JOIN speakers s USING (speaker_id)
                   WHERE qs.quote_id = q.quote_id ORDER BY qs.position LIMIT 1)
            ELSE (SELECT s.kind FROM corrected_speakers cs JOIN speakers s USING (speaker_id)
                   WHERE cs.public_id = q.public_id ORDER BY cs.position LIMIT 1)
       END AS speaker_kind,
       CASE WHEN json_type(c.fields, '$.role') IS NOT NULL THEN c.fields ->> '$.role'
            WHEN json_type(c.fields, '$.speaker') IS NULL
            THEN (SELECT group_concat(role, '; ')
                    FROM (SELECT role FROM quote_speakers qs
                           WHERE qs.quote_id = q.quote_id AND role IS NOT NULL ORDER BY position))
       END AS role,
       CASE WHEN json_type(c.fields, '$.venue') IS NULL THEN q.venue ELSE c.fields ->> '$.venue' END AS venue,
       CASE WHEN json_type(c.fields, '$.venue_kind') IS NOT NULL THEN c.fields ->> '$.venue_kind'
            WHEN json_type(c.fields, '$.venue') IS NULL THEN q.venue_kind END AS venue_kind,
       iif(json_type(c.fields, '$.venue') IS NULL, q.venue_name, NULL) AS venue_name,
       iif(json_type(c.fields, '$.venue') IS NULL, q.venue_place, NULL) AS venue_place,
       iif(json_type(c.fields, '$.venue') IS NULL, q.venue_phrase, NULL) AS venue_phrase,
       CASE WHEN json_type(c.fields, '$.date') IS NULL THEN q.date ELSE c.fields ->> '$.date' END AS date,
       CASE WHEN json_type(c.fields, '$.date') IS NULL THEN q.date_precision
            ELSE CASE length(c.fields ->> '$.date') WHEN 10 THEN 'day' WHEN 7 THEN 'month' WHEN 4 THEN 'year' END
       END AS date_precision,
       iif(json_type(c.fields, '$.date') IS NULL, q.date_basis, NULL) AS date_basis, q.kind, q.standing, q.cue,
       iif(json_type(c.fields, '$.speaker') IS NULL AND q.standing <> 'confirmed', q.speaker_confidence, NULL)
       AS speaker_confidence,
       iif(json_type(c.fields, '$.venue') IS NULL AND q.standing <> 'confirmed', q.venue_confidence, NULL)
       AS venue_confidence,
       iif(json_type(c.fields, '$.date') IS NULL AND q.standing <> 'confirmed', q.date_confidence, NULL)
       AS date_confidence,
       q.occasion,
       q.context, q.context_start, q.parser_version, q.replaced_by, q.version_id,
       v.article_id, a.public_id AS article, a.identity, a.outlet, a.title, a.byline, a.published, a.url,
       a.archive_url, a.accessed, a.section, a.page, a.language
  FROM quotes q
  JOIN versions v USING (version_id)
  JOIN effective_articles a USING (article_id)
  LEFT JOIN corrected c ON c.public_id = q.public_id;

-- The quotes that stand, rejected and retired ones left out, and of each what people look
-- for first: words between quotation marks. The site opens with them.
CREATE VIEW current_quotes AS
SELECT public_id, text, speaker, role, venue, date, outlet, published, title, url, kind, standing,
       speaker_kind, venue_kind, speaker_confidence, venue_confidence, date_confidence,
       article, quote_id, document_id
  FROM effective_quotes JOIN indexed USING (quote_id)
 WHERE standing NOT IN ('rejected', 'retired') AND kind <> 'indirect';

-- The same of what is reported in the words of others, for those who ask for it.
CREATE VIEW indirect_quotes AS
SELECT public_id, cue, text, speaker, role, venue, date, outlet, published, title, url, kind, standing,
       speaker_kind, venue_kind, speaker_confidence, venue_confidence, date_confidence,
       article, quote_id, document_id
  FROM effective_quotes JOIN indexed USING (quote_id)
 WHERE standing NOT IN ('rejected', 'retired') AND kind = 'indirect';

-- What the search index is made from; `speakers` are row ids between blanks, entries that were
-- merged as they are, so that nothing changes here when they are merged or parted.
CREATE VIEW search_documents AS
SELECT e.quote_id, e.text, e.kind, e.outlet, e.venue, e.venue_name, e.venue_place, e.venue_kind,
       coalesce(e.date, e.published) AS day,
       iif(EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = e.public_id
                      AND json_type(c.fields, '$.speaker') IS NOT NULL),
           (SELECT group_concat(speaker_id, ' ') FROM corrected_speakers cs
             WHERE cs.public_id = e.public_id),
           (SELECT group_concat(speaker_id, ' ') FROM quote_speakers qs
             WHERE qs.quote_id = e.quote_id)) AS speakers
  FROM effective_quotes e
 WHERE e.standing NOT IN ('rejected', 'retired');
