def test_the_console_asks_who_is_there(console):
    answer = console.get("/")

    assert answer.status_code == 302


def test_no_page_of_a_city_is_on_the_console(console):
    assert console.get("/concertations/").status_code == 404
    assert console.get("/gestion/").status_code == 404
