"""Files members send, right and wrong ones."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def text_file(name: str = "note.txt", text: str = "Ordre du jour") -> SimpleUploadedFile:
    """A plain text."""
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def picture(name: str = "halle.png") -> SimpleUploadedFile:
    """A small image."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "#7A3E6D").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def program(name: str = "facture.pdf") -> SimpleUploadedFile:
    """A program that says it is a document."""
    return SimpleUploadedFile(name, b"MZ\x90\x00" + b"\x00" * 200, content_type="application/pdf")
