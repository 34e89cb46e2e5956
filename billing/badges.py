"""The tone and icon of each state of offers, said once for all pages: (tone, icon)."""

from billing.models import ContractState, DueState, OrderState, QuoteState

QUOTE = {
    QuoteState.DRAFT: ("draft", "pen"),
    QuoteState.SENT: ("info", "mail"),
    QuoteState.ACCEPTED: ("ok", "check"),
    QuoteState.REFUSED: ("", "cross"),
    QuoteState.EXPIRED: ("warn", "wait"),
    QuoteState.SUPERSEDED: ("", "doc"),
}
CONTRACT = {
    ContractState.DRAFT: ("draft", "pen"),
    ContractState.ACTIVE: ("ok", "check"),
    ContractState.NOTICE_GIVEN: ("warn", "wait"),
    ContractState.ENDED: ("", "doc"),
    ContractState.TERMINATED: ("", "cross"),
}
DUE = {
    DueState.PLANNED: ("", "calendar"),
    DueState.AWAITING_REF: ("warn", "warn"),
    DueState.READY: ("city", "check"),
    DueState.INVOICED: ("ok", "doc"),
    DueState.CANCELLED: ("", "cross"),
}
ORDER = {
    OrderState.ASKED: ("todo", "chat"),
    OrderState.QUOTED: ("info", "mail"),
    OrderState.ORDERED: ("city", "calendar"),
    OrderState.DELIVERED: ("ok", "check"),
    OrderState.DECLINED: ("", "cross"),
}
ALL = {
    model: {str(state): look for state, look in looks.items()}
    for model, looks in (
        ("quote", QUOTE),
        ("contract", CONTRACT),
        ("dueitem", DUE),
        ("serviceorder", ORDER),
    )
}
