"""The panes, screens and keys: the only room that knows Textual."""
