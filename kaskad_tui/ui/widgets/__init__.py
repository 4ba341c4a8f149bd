"""The panes and bars: each owns its look and its messages."""
