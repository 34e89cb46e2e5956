"""Settings of Django REST framework and of the OpenAPI schema, named by strings only."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["agora.api.doors.Door"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "agora.api.pages.Pages",
    "DEFAULT_THROTTLE_CLASSES": ["agora.api.throttles.Reader"],
    "DEFAULT_THROTTLE_RATES": {"reader": "300/min"},
    "DEFAULT_FILTER_BACKENDS": ["agora.api.filters.Named"],
    "DEFAULT_SCHEMA_CLASS": "agora.api.described.Described",
    "EXCEPTION_HANDLER": "agora.api.errors.handle",
    "COERCE_DECIMAL_TO_STRING": False,
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Agora",
    "DESCRIPTION": (
        "Lecture des concertations d’une ville et de ce que les habitants y ont écrit. "
        "Lecture seule, sans compte ; 300 demandes par minute et par adresse."
    ),
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["agora.api.doors.Door"],
    "AUTHENTICATION_WHITELIST": [],
    "COMPONENT_SPLIT_REQUEST": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}
