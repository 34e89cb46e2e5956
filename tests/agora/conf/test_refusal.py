from django.core.exceptions import ImproperlyConfigured

from agora.conf.refusal import Refusal


def test_a_refusal_is_one_line_with_setting_problem_and_remedy():
    refusal = Refusal("AGORA_X", "is missing", "Set it")

    assert isinstance(refusal, ImproperlyConfigured)
    assert str(refusal) == "AGORA_X: is missing. Set it."
    assert (refusal.setting, refusal.problem, refusal.remedy) == ("AGORA_X", "is missing", "Set it")
