"""The town's own pages: charter, legal notices, personal data, accessibility, help, guide.

- Words: a `Page` has a kind; a `CharterArticle` is cited by its number when a text is hidden.
- Doors: `/charte/`, `/mentions-legales/`, `/donnees-personnelles/`, `/accessibilite/`, `/guide/`,
  `/page/<slug>/`, `/plan-du-site/`; the team writes under `/gestion/pages/`.
- `actions.install_defaults()` gives a new city real texts to start from.
"""
