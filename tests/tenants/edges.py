"""An edge and zones for tests of domains: `zone` answers on loopback, `settings.EDGE` leads there."""

EDGE = "edge.agora.example"
ADDRESS = "192.0.2.80"
CA = "letsencrypt.org"


def proven(host: str, proof: str) -> list[str]:
    """The two lines a city writes."""
    return [f'_agora.{host}. 60 IN TXT "{proof}"', f"{host}. 60 IN CNAME {EDGE}."]
