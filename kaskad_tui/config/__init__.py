"""The user's settings: one TOML file, every setting with a documented default.

`settings` lists them, `rules` says what each may be, `loader` reads the file, `reference` describes them.
"""
