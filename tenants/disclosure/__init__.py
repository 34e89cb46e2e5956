"""All that leaves a city for the club: passes, values, sheets, blueprints.

`levels` computes and hides small cells, `passes` writes and reads the paper one enters the club
with, `blueprints` the file of a set-up. What is written goes through `tenants.actions.sharing`,
whose doors in the database take the city from the role that calls.
"""
