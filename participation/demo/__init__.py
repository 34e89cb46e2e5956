"""The demonstration: three invented cities, their residents and what they say, always the same.

No table of its own: everything goes in through the actions of the other slices. People, streets
and words are invented; `agora demo` runs it, and refuses any database but the embedded one.
"""
