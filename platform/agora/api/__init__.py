"""The read API: /api/v1/, the same queries and doors as the pages.

- `readonly.ReadOnly`: base of a slice’s views; `readonly.routes()` gives its addresses.
- `defaults`: the settings of Django REST framework, chosen once.
- `/api/v1/schema/` explains it to machines (OpenAPI), `/api/` (in `exports`) to people.
"""
