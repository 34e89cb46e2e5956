"""The club of the demonstration: topics that hang together."""

from django.db.models import Count, F
from django.utils import timezone

from agora.context import club
from agora.jobs.testing import pending
from agora.mail.models import OutgoingMail
from club_utilisateurs.demo import people, seed, talk
from club_utilisateurs.models import Follow, Member, Post, Reaction, Topic


def test_everybody_has_said_something_and_nobody_is_written_to(twelve_cities):
    with club():
        seed.write(timezone.now())

        assert Topic.objects.count() == len(talk.TOPICS)
        assert Member.objects.count() == len(people.PEOPLE) + 1
        assert not Member.objects.annotate(n=Count("posts")).filter(n=0).exists()
        assert (OutgoingMail.objects.count(), pending()) == (0, [])


def test_counters_say_what_the_rows_say(twelve_cities):
    with club():
        seed.write(timezone.now())

        for topic in Topic.objects.all():
            posts = list(topic.posts.order_by("number"))
            assert (topic.posts_count, topic.last_number) == (len(posts), posts[-1].number)
            assert topic.last_at == posts[-1].created_at
            assert topic.accepted is None or topic.accepted.topic_id == topic.pk
        for post in Post.objects.annotate(n=Count("reactions")):
            assert post.thanks_count == post.n
        assert not Reaction.objects.filter(post__author=F("member")).exists()


def test_the_second_start_writes_nothing(twelve_cities):
    with club():
        seed.write(timezone.now())
        before = Post.objects.count(), Follow.objects.count()
        seed.write(timezone.now())

        assert (Post.objects.count(), Follow.objects.count()) == before
