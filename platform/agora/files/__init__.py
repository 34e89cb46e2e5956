"""Files people send: checked by content, cleaned, kept on a folder or on S3, served per city.

- `actions.store(actor=, upload=, kind=)`: the one way in; returns a `StoredFile`.
- `forms.UploadField(kind=)`: the form field, with one plain message per thing that may be wrong.
- `{% load files %}{% picture file %}`: an image in the right size.
- `gateway`: the only code that touches the disk or boto3.
"""
