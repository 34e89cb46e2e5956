"""The file of a blueprint, `.agora-modele`: how it is written, signed and read again.

`write(blueprint)` gives the bytes, the same ones each time; `read(bytes)` gives it back, or raises
a `BlueprintError` whose `words` say to a person what is wrong. A file is plain stored zip of three
kinds of members: `signature.json`, `blueprint.json`, which names every file by its digest, and
those files. Whatever is not byte for byte what `write` would have made is refused.
"""

from tenants.disclosure.blueprints.errors import BlueprintError
from tenants.disclosure.blueprints.manifest import SCHEMA_VERSION, Blueprint, Parent
from tenants.disclosure.blueprints.reading import read
from tenants.disclosure.blueprints.writing import file_uid, write

EXTENSION = "agora-modele"

__all__ = [
    "EXTENSION",
    "SCHEMA_VERSION",
    "Blueprint",
    "BlueprintError",
    "Parent",
    "file_uid",
    "read",
    "write",
]
