"""What a page may load: everything from its own host, nothing inline (docs/architecture.md)."""

from csp.constants import NONE, SELF

POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "img-src": [SELF, "data:"],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
