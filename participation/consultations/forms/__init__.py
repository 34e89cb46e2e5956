"""Shape and messages of what is typed: filters, facts, calendar, team."""
