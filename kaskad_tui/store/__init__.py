"""The archive of the reader, in SQLite (see `archive`)."""
