"""A sample site on loopback: an edition of its own, printed as the real site's software prints it.

It imports nothing of the project but `paths`. The way of a page: `edition` (files → drafts) → `moments` (when
each was published) → `newsroom` (what stands where) → a dressing (`stock`, `bare`; `amp` beside both) →
`routes` (address → answer) → `server` (HTTP on loopback).
"""
