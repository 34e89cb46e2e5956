"""Contributions: the one table of everything residents say, whoever speaks and from wherever.

Each tool adds a detail table whose primary key is the contribution. Doors: `actions.add` (nested in
a tool's action), `queries.visible_to`, `{% word_bar %}`; `registries.kinds` and `buttons` are what
tools fill in.
"""
