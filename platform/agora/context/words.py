"""What somebody had written when a page broke: it is given back, to be copied."""

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

RETRY_AFTER = "60"
"""Seconds after which a browser, or a robot, may come again."""
TEXTUAL = 12
"""A posted value longer than that, or of several words, was written by somebody."""
GIVEN_BACK = _("Voici ce que vous aviez écrit, pour que vous puissiez le copier\u00a0:")
YOUR_WORDS = _("Votre texte")
HIDDEN = ("csrfmiddlewaretoken", "form_key")


def written(request: HttpRequest) -> list[str]:
    """The words of a form, no password and no key among them; none if it cannot be read."""
    try:
        lists = request.POST.lists()
    except (OSError, BadRequest, RequestDataTooBig, TooManyFieldsSent, MultiPartParserError):
        return []
    return [
        words
        for name, values in lists
        if name not in HIDDEN and "password" not in name
        for words in values
        if len(words.strip()) > TEXTUAL or " " in words.strip()
    ]
