"""A city's side of the club: experience sheets and blueprints of its consultations.

Words: a *sheet* tells what a consultation was and what one would do again; a *blueprint* is its
set-up without a word of residents. Both are prepared here, in the city's own tables, and leave
through `tenants.disclosure` alone. Doors: `staff`, below /gestion/.
"""
