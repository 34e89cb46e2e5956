"""The story of a post."""

import pytest

from club_utilisateurs.actions.posts import edit
from club_utilisateurs.versions import changes
from tests.factories.club import make_topic

pytestmark = pytest.mark.usefixtures("in_club")


def test_each_version_tells_what_it_changed_titles_included(member_a):
    post = make_topic(member_a, title="Un", body="mot").posts.get()
    now = edit(actor=member_a.account, post=post, version=1, title="Deux", body="mot")
    now = edit(actor=member_a.account, post=now, version=2, title="Deux", body="phrase")

    told = changes(now, list(now.revisions.order_by("-version")))

    assert [change.version for change in told] == [3, 2]
    assert "phrase</ins>" in told[0].html
    assert "Un</del>" in told[1].html
    assert "Deux</ins>" in told[1].html
    assert told[0].at == now.revisions.get(version=2).at


def test_a_page_of_older_versions_goes_on_from_the_newer_one(member_a):
    post = make_topic(member_a, title="T", body="un").posts.get()
    for version, body in enumerate(["deux", "trois"], start=1):
        post = edit(actor=member_a.account, post=post, version=version, title="T", body=body)

    [change] = changes(post, list(post.revisions.filter(version=1)))

    assert (change.version, "deux</ins>" in change.html, "trois" in change.html) == (2, True, False)


def test_a_post_never_edited_has_no_story(member_a):
    assert changes(make_topic(member_a).posts.get(), []) == []
