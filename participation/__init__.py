"""Everything residents and their town hall do together; one sub-package per slice."""
