"""The command line: one module a command, and what they share.

A command is a function of its parsed options that returns an exit code (see `exit_codes`). Data goes to
standard output, messages to standard error (see `streams`). Nothing here imports the screens, the HTTP client
or a parser of pages before a command needs it.
"""
