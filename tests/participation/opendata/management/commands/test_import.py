"""Moving in from the command line."""

import pytest
from django.core.management import CommandError, call_command

from participation.contributions.models import Contribution
from tests.participation.opendata.exports import comment_row, proposal_row, write


def test_the_command_is_dry_unless_confirmed(city, tmp_path, capsys):
    path, _name = write(tmp_path, "p.csv", [proposal_row(1)])
    comments, _name = write(tmp_path, "c.csv", [comment_row(1, on=9)])
    arguments = ["import", "decidim", str(path), str(comments), "--city", city.host]

    call_command(*arguments)
    assert not Contribution.objects.exists()
    call_command(*arguments, "--confirm")

    assert Contribution.objects.count() == 3
    said = capsys.readouterr().out
    assert "Rien n’a été écrit" in said
    assert "1 pages commentées absentes" in said
    with pytest.raises(CommandError):
        call_command("import", "decidim", str(path), "--city", "nulle-part.localhost")
    with pytest.raises(CommandError):
        call_command("import", "decidim", str(tmp_path / "absent.csv"), "--city", city.host)
