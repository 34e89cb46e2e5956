from agora.context.trace import trace_id, traced


def test_everything_inside_one_request_shares_one_name():
    assert trace_id() == ""
    with traced() as name:
        assert trace_id() == name
        with traced("inner"):
            assert trace_id() == "inner"
        assert trace_id() == name
    assert trace_id() == ""


def test_two_requests_have_two_names():
    with traced() as one, traced() as other:
        assert one != other
