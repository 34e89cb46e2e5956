"""An edge for tests of domains, and what a city writes to lead there."""

EDGE = "edge.agora.example"
ADDRESS = "192.0.2.80"
CA = "letsencrypt.org"


def proven(host: str, proof: str) -> list[str]:
    """The two lines a city writes."""
    return [f'_agora.{host}. 60 IN TXT "{proof}"', f"{host}. 60 IN CNAME {EDGE}."]
