def test_a_page_may_load_from_its_own_host_alone(client, city):
    policy = client.get("/").headers["Content-Security-Policy"]

    sources = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert sources["default-src"] == "'none'"
    assert sources["script-src"] == sources["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy
