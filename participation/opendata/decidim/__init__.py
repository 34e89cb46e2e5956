"""Decidim's CSV exports, 2019 to 0.31: cells, files, and what each row means."""
