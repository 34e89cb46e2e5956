"""Moving in: the exports of other platforms become the city's own consultations and words.

`decidim` reads the CSV files of Decidim sites from 2019 to 0.31; `plan` says what an import
would do, `actions.load` does it in one transaction, `views` answers the old addresses with a 301.
Keys are (host, type, id): numbers alone collide between sites.
"""
