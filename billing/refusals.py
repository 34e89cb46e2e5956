"""What billing refuses to do: by its name, at a field, in words that say what to do."""


class NotPossible(Exception):
    """An action's own refusal: `code` names it, `field` is where a form shows `message`."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code, self.field, self.message = code, field, message
