"""Sentry, off without a DSN: errors and timings leave, people and their words do not."""

from typing import Any

from django.utils.module_loading import import_string

from agora.conf.refusal import Refusal

Event = dict[str, Any]

# An allow-list: whatever a future version of the client adds stays home until it is named here.
KEPT = frozenset(
    {"event_id", "timestamp", "start_timestamp", "type", "level", "platform", "release"}
    | {"environment", "sdk", "logger", "transaction", "transaction_info", "dist", "measurements"}
)
# Who named a transaction: our routes and our code, never the address that was asked for.
OURS = frozenset({"route", "view", "component", "task", "custom"})
KEPT_OF_FRAME = frozenset({"filename", "module", "function", "lineno", "in_app"})
KEPT_OF_TRACE = frozenset({"trace_id", "span_id", "parent_span_id", "op", "status", "origin"})
KEPT_OF_SPAN = KEPT_OF_TRACE | {"start_timestamp", "timestamp", "same_process_as_parent"}
KEPT_OF_BREADCRUMB = frozenset({"timestamp", "level", "category", "type"})


def _only(names: frozenset[str], source: Any) -> Event:
    return {name: source[name] for name in names if name in source}


def _values(holder: Any) -> list[Any]:
    """The list inside `{"values": [...]}`, or the list itself: clients send both."""
    if isinstance(holder, dict):
        holder = holder.get("values")
    return list(holder or ())


def _exception(error: Event) -> Event:
    frames = (error.get("stacktrace") or {}).get("frames") or ()
    return {
        **_only(frozenset({"type", "module"}), error),
        "stacktrace": {"frames": [_only(KEPT_OF_FRAME, frame) for frame in frames]},
    }


def place(kind: str = "") -> Event:
    """The current city or house, as tags; a timing ends after its request has left the house."""
    name = "last_tags" if kind == "transaction" else "log_tags"
    return dict(import_string(f"agora.context.keys.{name}")())


def scrub(event: Any, hint: Event) -> Any:
    """What may leave: the type of the error, the frames, the timings, and the city."""
    hint.pop("attachments", None)  # they travel beside the event
    clean = _only(KEPT, event)
    clean["tags"] = place(event.get("type", ""))
    if (event.get("transaction_info") or {}).get("source") not in OURS:
        clean.pop("transaction", None)  # a path, as somebody typed it
    if "exception" in event:
        clean["exception"] = {"values": [_exception(one) for one in _values(event["exception"])]}
    if "logentry" in event:  # the sentence as written in the code, without its arguments
        clean["logentry"] = _only(frozenset({"message"}), event["logentry"])
    if trace := (event.get("contexts") or {}).get("trace"):
        clean["contexts"] = {"trace": _only(KEPT_OF_TRACE, trace)}
    if "spans" in event:
        clean["spans"] = [_only(KEPT_OF_SPAN, span) for span in event["spans"]]
    if "breadcrumbs" in event:
        crumbs = [_only(KEPT_OF_BREADCRUMB, crumb) for crumb in _values(event["breadcrumbs"])]
        clean["breadcrumbs"] = {"values": crumbs}
    if method := (event.get("request") or {}).get("method"):
        clean["request"] = {"method": method}
    return clean


def init(*, dsn: str, environment: str, traces: float, release: str = "", **options: Any) -> bool:
    """Start the client if there is a DSN; says whether it did."""
    if not dsn:
        return False
    import sentry_sdk  # noqa: PLC0415  slow to import, and most processes have no DSN

    try:
        sentry_sdk.init(
            dsn=dsn,
            environment=environment,
            release=release or None,
            traces_sample_rate=traces,
            include_local_variables=False,
            include_source_context=False,
            max_request_body_size="never",
            server_name="agora",
            before_send=scrub,
            before_send_transaction=scrub,
            **options,
        )
    except ValueError:  # it would quote the address, key and all
        remedy = "Copy it whole from the project's page of client keys, or unset it"
        raise Refusal("AGORA_SENTRY_DSN", "cannot be read", remedy) from None
    return True
