import subprocess
import sys


def test_forms_are_read_before_any_city_is_entered():
    program = """
import sys, agora.conf.wsgi
filters = sys.modules["participation.consultations.forms.filters"]
fields = filters.ConsultationFilter.base_fields.values()
print({field.queryset.query.built_in for field in fields if hasattr(field, "queryset")})
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "{''}", done.stderr
