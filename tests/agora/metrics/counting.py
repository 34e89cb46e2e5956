"""How much the figures of a page grew."""

from agora import metrics


def figures():
    """Every line of the page, from « name{labels} » to its value."""
    lines = (line.rpartition(" ") for line in metrics.page().decode().splitlines())
    return {name: float(value) for name, _space, value in lines if name and name[0] != "#"}


class Growth:
    """`grown()` says what was counted since it was made, zeros apart."""

    def __init__(self, prefix):
        self.prefix, self.before = prefix, figures()

    def __call__(self):
        return {
            name: value - self.before.get(name, 0)
            for name, value in figures().items()
            if name.startswith(self.prefix)
            and not name.partition("{")[0].endswith("_created")
            and value != self.before.get(name, 0)
        }
