"""The user club: staff of client cities share their practice, one click from their desk.

Words: a *member* is somebody of a city's team (or of the provider's) who entered by a pass; a
*topic* is a question, an idea or an announcement, made of *posts*; a *sheet* and a *blueprint*
are what cities publish of their consultations. The club has a schema, a host and a database role
of its own: it reads of cities what they put in public tables (`tenants.models.sharing`), and no
city's schema. Doors: `urls.py`.
"""
