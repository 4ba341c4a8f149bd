CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- the lowest schema version whose program can still read this store
INSERT INTO meta VALUES ('readable_by', '1');

CREATE TABLE source (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- a second place for the name: without it nothing of a source could be found again in a damaged store
CREATE TRIGGER source_added AFTER INSERT ON source BEGIN
  INSERT OR REPLACE INTO meta VALUES ('source:' || new.number, new.name);
END;

CREATE TABLE section_name (
  number INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  folded TEXT NOT NULL,
  title TEXT NOT NULL,
  UNIQUE (source, folded)
);

CREATE TABLE headline (
  key INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,               -- the id as a number, 0 when it is none: breaks ties of `sort`
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  published INTEGER,                     -- epoch seconds
  offset_s INTEGER,                      -- the source's offset from UTC at `published`
  day_only INTEGER NOT NULL DEFAULT 0,
  section INTEGER NOT NULL DEFAULT 0,    -- section_name.number, 0 is none
  teaser TEXT,
  first_seen INTEGER NOT NULL,
  seen INTEGER NOT NULL,                 -- when the values above were fetched
  sort INTEGER NOT NULL,                 -- published, else first_seen
  listed INTEGER NOT NULL DEFAULT 0,
  read INTEGER NOT NULL DEFAULT 0,
  bookmarked INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  has_body INTEGER NOT NULL DEFAULT 0,
  gone INTEGER NOT NULL DEFAULT 0,
  UNIQUE (source, id)
);
CREATE INDEX headline_all ON headline (source, sort, number) WHERE listed = 1;
CREATE INDEX headline_unread ON headline (source, sort, number) WHERE listed = 1 AND read = 0;
CREATE INDEX headline_bookmarked ON headline (source, sort, number) WHERE bookmarked = 1;
CREATE INDEX headline_section ON headline (source, section, sort, number) WHERE listed = 1;
CREATE INDEX headline_section_unread ON headline (source, section, sort, number) WHERE listed = 1 AND read = 0;
CREATE INDEX headline_section_bookmarked ON headline (source, section, sort, number) WHERE bookmarked = 1;

-- kept by the triggers, so that a count costs the same with 100 and with 100,000 articles
CREATE TABLE tally (
  source INTEGER NOT NULL,
  section INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  bookmarked INTEGER NOT NULL,
  PRIMARY KEY (source, section)
) WITHOUT ROWID;
CREATE TRIGGER headline_added AFTER INSERT ON headline BEGIN
  INSERT INTO tally VALUES (new.source, new.section, new.listed, new.listed AND NOT new.read, new.bookmarked)
  ON CONFLICT (source, section) DO UPDATE SET listed = listed + excluded.listed,
    unread = unread + excluded.unread, bookmarked = bookmarked + excluded.bookmarked;
END;
CREATE TRIGGER headline_removed AFTER DELETE ON headline BEGIN
  UPDATE tally SET listed = listed - old.listed, unread = unread - (old.listed AND NOT old.read),
    bookmarked = bookmarked - old.bookmarked
  WHERE source = old.source AND section = old.section;
END;
CREATE TRIGGER headline_marked AFTER UPDATE OF listed, read, bookmarked ON headline
WHEN old.section = new.section BEGIN
  UPDATE tally SET listed = listed + new.listed - old.listed,
    unread = unread + (new.listed AND NOT new.read) - (old.listed AND NOT old.read),
    bookmarked = bookmarked + new.bookmarked - old.bookmarked
  WHERE source = new.source AND section = new.section;
END;
CREATE TRIGGER headline_moved AFTER UPDATE OF section ON headline
WHEN old.section <> new.section BEGIN
  UPDATE tally SET listed = listed - old.listed, unread = unread - (old.listed AND NOT old.read),
    bookmarked = bookmarked - old.bookmarked
  WHERE source = old.source AND section = old.section;
  INSERT INTO tally VALUES (new.source, new.section, new.listed, new.listed AND NOT new.read, new.bookmarked)
  ON CONFLICT (source, section) DO UPDATE SET listed = listed + excluded.listed,
    unread = unread + excluded.unread, bookmarked = bookmarked + excluded.bookmarked;
END;

CREATE TABLE article (
  key INTEGER PRIMARY KEY,
  fetched INTEGER,
  complete INTEGER NOT NULL,
  author TEXT,
  body TEXT NOT NULL,                    -- JSON array of Markdown blocks
  text TEXT NOT NULL,
  images TEXT NOT NULL,                  -- JSON [[url, alt, caption], ...]
  videos TEXT NOT NULL,                  -- JSON [[url, title], ...]
  links TEXT NOT NULL,                   -- JSON [[url, text], ...]
  lists TEXT NOT NULL                    -- JSON {kind: [[id, url, title, published, offset_s, day_only, section], ...]}
);
-- what an article said before its site changed it; number 1 is the oldest
CREATE TABLE version (
  key INTEGER NOT NULL,
  number INTEGER NOT NULL,
  fetched INTEGER,
  replaced INTEGER,
  title TEXT NOT NULL,
  author TEXT,
  body TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (key, number)
);

CREATE TABLE place (key INTEGER PRIMARY KEY, block INTEGER NOT NULL, offset INTEGER NOT NULL);

-- one key press that marks; the changes hold what stood there before, NULL where it was not touched
CREATE TABLE operation (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX operation_source ON operation (source, number);
CREATE TABLE operation_change (
  operation INTEGER NOT NULL,
  key INTEGER NOT NULL,
  read INTEGER,
  bookmarked INTEGER,
  PRIMARY KEY (operation, key)
) WITHOUT ROWID;

CREATE TABLE list (source INTEGER NOT NULL, kind TEXT NOT NULL, fetched INTEGER NOT NULL,
  PRIMARY KEY (source, kind)) WITHOUT ROWID;
CREATE TABLE list_item (source INTEGER NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, key INTEGER NOT NULL,
  PRIMARY KEY (source, kind, position)) WITHOUT ROWID;

-- name is 'sections', 'imprint', or 'state:' and the caller's own
CREATE TABLE state (source TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (source, name)) WITHOUT ROWID;
CREATE TABLE validators (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT) WITHOUT ROWID;
