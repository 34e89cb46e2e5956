from agora.personal_data import holdings


def test_notices_say_what_they_hold_on_people():
    assert holdings.get("notices.notices").fields == ["notices.Notice.user"]
    assert holdings.get("notices.preferences").fields == ["notices.Preference.user"]
