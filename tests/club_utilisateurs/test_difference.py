"""What changed between two texts: exact, escaped, and bounded whatever is typed."""

import random
import time

import pytest

from club_utilisateurs.difference import difference, pieces


def joined(kinds, before, after):
    return "".join(text for kind, text in pieces(before, after) if kind in kinds)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "Bonjour"),
        ("Bonjour", ""),
        ("Un deux trois", "Un 2 trois"),
        ("a\n\nb\nc", "a\nb\n\nd\nc"),
        ("Ligne\n", "Ligne"),
    ],
)
def test_both_texts_can_be_read_back_from_their_difference(before, after):
    assert joined({"same", "gone"}, before, after) == before
    assert joined({"same", "new"}, before, after) == after


def test_only_the_changed_words_are_marked():
    assert list(pieces("Le vote a lieu lundi soir", "Le vote a lieu mardi soir")) == [
        ("same", "Le vote a lieu "),
        ("gone", "lundi"),
        ("new", "mardi"),
        ("same", " soir"),
    ]


def test_the_difference_is_escaped_and_said_aloud():
    html = difference("<script>x</script> a\nb", "<script>y</script> a\nb")

    assert html == (
        '<p><del><span class="vh">retiré\u00a0: </span>&lt;script&gt;x&lt;/script&gt;</del>'
        '<ins><span class="vh">ajouté\u00a0: </span>&lt;script&gt;y&lt;/script&gt;</ins> a<br>b</p>'
    )


def test_the_longest_texts_made_to_be_slow_are_compared_in_time():
    chance = random.Random(7)
    words = [f"m{n}" for n in range(100)]
    slow = [" ".join(chance.choice(words) for _ in range(5000)) for _ in range(2)]
    lines = ["\n".join(chance.choice("abcdefghij") for _ in range(10_000)) for _ in range(2)]
    started = time.process_time()

    assert joined({"same", "new"}, *slow) == slow[1]
    assert joined({"same", "new"}, *lines) == lines[1]

    assert time.process_time() - started < 2
