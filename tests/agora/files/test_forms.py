"""The upload field."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from agora.files.checks import Checked
from agora.files.forms import UploadField


class Form(forms.Form):
    """One document."""

    paper = UploadField(use="document", label="Le document", required=False)


def test_a_good_file_comes_out_checked():
    form = Form({}, {"paper": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})

    assert form.is_valid()
    assert isinstance(form.cleaned_data["paper"], Checked)


def test_each_fault_is_said_at_the_field():
    empty = Form({}, {"paper": SimpleUploadedFile("vide.pdf", b"")})
    wrong = Form({}, {"paper": SimpleUploadedFile("faux.pdf", b"MZ")})

    assert "vide.pdf" in empty.errors["paper"][0]
    assert "ne correspond pas à son nom" in wrong.errors["paper"][0]


def test_no_file_is_fine_when_none_is_wanted():
    form = Form({}, {})

    assert form.is_valid()
    assert form.cleaned_data["paper"] is None


def test_the_hint_names_formats_and_limit():
    assert "PDF" in str(Form.base_fields["paper"].help_text)
    assert "25\u00a0Mo" in str(Form.base_fields["paper"].help_text).replace(" Mo", "\u00a0Mo")
    assert ".pdf" in Form.base_fields["paper"].widget.attrs["accept"]
