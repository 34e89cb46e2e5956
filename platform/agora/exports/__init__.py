"""Exports: any list of the house as CSV, ODS, XLSX or JSON, row by row.

- `registries.exports`: a slice adds its `Export` in `hooks.py`.
- `writers`: one per format, each takes typed rows and yields bytes.
- `/gestion/exports/` lists them, `/gestion/exports/<key>.<fmt>?filters` gives one.
"""
