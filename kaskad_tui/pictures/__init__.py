"""Bytes of a picture → few pixels; the one room that knows Pillow, which is an extra."""
