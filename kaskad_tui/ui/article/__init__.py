"""The model of a rendered article: Markdown blocks, wrapped lines, places; it knows no widget."""
