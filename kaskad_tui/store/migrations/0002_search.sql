-- Words are folded and cut to their stems by the program (search/words.py), so any SQLite can read the index.
-- The rowid is search_doc.doc: it rises with the time of publication, so that the newest hits come first and
-- nothing has to be sorted.
CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, tokenize='ascii');
-- the first letter of each word, its first two, and common first three (words.py), for a word of which no more is typed yet
CREATE VIRTUAL TABLE search_start USING fts5(start, content='', contentless_delete=1, detail=none,
  tokenize='ascii');
CREATE VIRTUAL TABLE search_terms USING fts5vocab('search', 'row');
CREATE TABLE search_doc (doc INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE);

-- what has to be indexed (anew); whoever writes headlines and texts need not think of it
CREATE TABLE search_todo (key INTEGER PRIMARY KEY);
CREATE TRIGGER headline_to_search AFTER INSERT ON headline BEGIN
  INSERT OR REPLACE INTO search_todo VALUES (new.key);
END;
CREATE TRIGGER headline_search_again AFTER UPDATE OF title, sort, teaser, has_body ON headline
WHEN old.title <> new.title OR old.sort <> new.sort OR (old.teaser IS NOT new.teaser AND NOT new.has_body) BEGIN
  INSERT OR REPLACE INTO search_todo VALUES (new.key);
END;
CREATE TRIGGER headline_search_no_more AFTER DELETE ON headline BEGIN
  INSERT OR REPLACE INTO search_todo VALUES (old.key);
END;
CREATE TRIGGER article_to_search BEFORE INSERT ON article
WHEN NOT EXISTS (SELECT 1 FROM article WHERE key = new.key AND text = new.text) BEGIN
  INSERT OR REPLACE INTO search_todo VALUES (new.key);
END;
CREATE TRIGGER article_search_no_more AFTER DELETE ON article BEGIN
  INSERT OR REPLACE INTO search_todo VALUES (old.key);
END;
INSERT INTO search_todo SELECT key FROM headline;

-- the title that the page of an article had: a list may bring the new one before the page is fetched again.
-- Without rowid, as its rows must not look like those of `source` to a recovery (pages.py).
CREATE TABLE page_title (key INTEGER PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;

-- which articles stood in a named list on which day (days since 1970, UTC), and how far above (0 is the top)
CREATE TABLE list_seen (source INTEGER NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL, key INTEGER NOT NULL,
  best INTEGER NOT NULL, PRIMARY KEY (source, kind, day, key)) WITHOUT ROWID;
