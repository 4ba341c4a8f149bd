"""The search of the archive: what a query means, what is indexed, what is found, what is marked."""
