"""Search: French full text, accents folded, without any database extension.

- `fold`: the one way to flatten a text, in Python and in SQL.
- `vector`: the stored column a model adds to become searchable.
- `registries`: what a slice offers to the common search page.
- `queries.search()`: one query over everything, ranked.
"""
