-- what read the text (Article.extractor); 0 is not known. Without rowid, and not columns of `article` and `version`,
-- as a recovery tells the rows of those by how many columns they have (pages.py). Number 0 is the text of now.
CREATE TABLE extractor (key INTEGER NOT NULL, number INTEGER NOT NULL, extractor INTEGER NOT NULL,
  PRIMARY KEY (key, number)) WITHOUT ROWID;
