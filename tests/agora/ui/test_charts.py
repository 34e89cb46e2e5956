"""Numbers worked out for the drawings."""

from django.template import Context, Template

from agora.ui import charts

ROWS = [("Bancs", 40), ("Arbres", 10)]


def drawn(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_the_longest_bar_leaves_room_for_its_number():
    figure = charts.bars(ROWS, "Sujets", "Des bancs.")

    assert [row["width"] for row in figure["rows"]] == ["86.0%", "21.5%"]
    assert figure["said"] == "Bancs 40, Arbres 10"
    assert figure["height"] == 92


def test_zeros_draw_nothing_and_break_nothing():
    assert charts.bars([("Rien", 0)], "", "")["rows"][0]["width"] == "0.0%"
    assert charts.columns([], "", "")["rows"] == []
    assert charts.ring([("Rien", 0)], "", "")["rows"][0]["dash"] == "0.0 100.0"
    assert charts.funnel([], "", "")["rows"] == []
    assert charts.stacked([("", [0, 0])], ["a", "b"], "", "")["rows"][0]["parts"] == []
    assert charts.spark([0, 0])[0]["height"] == 2


def test_a_funnel_says_what_remains():
    assert [row["share"] for row in charts.funnel(ROWS, "", "")["rows"]] == ["100", "25"]


def test_the_parts_of_a_stacked_bar_fill_it():
    parts = charts.stacked([("", [22, 7, 5])], ["pour", "neutre", "contre"], "", "")["rows"][0][
        "parts"
    ]
    last = parts[-1]

    assert round(float(last["x"][:-1]) + float(last["width"][:-1])) == 100
    assert [part["rank"] for part in parts] == [1, 2, 3]


def test_many_columns_name_one_in_some():
    figure = charts.columns([(str(day), day) for day in range(30)], "", "")

    assert [row["label"] for row in figure["rows"] if row["label"]] == [
        str(day) for day in range(0, 30, 3)
    ]
    assert not any(row["said"] for row in figure["rows"])


def test_every_chart_says_its_data_as_a_table_and_holds_no_style():
    for source in (
        "{% bars rows 'Sujets' 'Une phrase.' %}",
        "{% funnel rows 'Sujets' 'Une phrase.' %}",
        "{% columns rows 'Sujets' 'Une phrase.' %}",
        "{% ring rows 'Sujets' 'Une phrase.' %}",
    ):
        html = drawn(source, rows=ROWS)
        assert '<th scope="row">Bancs</th><td class="n">40</td>' in html
        assert "Une phrase." in html
        assert "style=" not in html
        assert 'role="img" aria-label="Bancs 40, Arbres 10"' in html


def test_labels_of_residents_are_escaped():
    html = drawn("{% bars rows 'T' 'P' %}", rows=[("<script>", 1)])

    assert "<script>" not in html
