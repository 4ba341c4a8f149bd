-- what a feed itself gave of an article, beside the page's text in `article`. Without rowid, as its rows must not look
-- like those of other tables to a recovery (pages.py).
CREATE TABLE feed_text (
  key INTEGER PRIMARY KEY,
  fetched INTEGER NOT NULL,
  author TEXT,
  body TEXT NOT NULL,                    -- as in `article`, like all that follows
  text TEXT NOT NULL,
  images TEXT NOT NULL,
  videos TEXT NOT NULL,
  links TEXT NOT NULL
) WITHOUT ROWID;
