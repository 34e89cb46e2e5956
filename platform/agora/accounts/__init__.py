"""Accounts: who people are in one house, how they come in, and what each job may do.

Every city, the provider's house and the club have these same tables, and nothing of one is
known to another: a person with an account in two cities has two accounts.

- `models`: `User`, `RoleAssignment`, `Invitation`; `names`: what a pseudonym may be.
- `actions`: every write; `pending`: words kept for someone who has no account yet.
- `views` and `staff`: /compte/, /mon-espace/, /gestion/equipe/. django-allauth does the
  sign-in machinery, our pages and our mails go around it (`adapter`).
"""
