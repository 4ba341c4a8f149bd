"""Typed values into sentences of the reader's language: failures, dates, counts."""
