DROP FUNCTION billing_ask_service(integer, text, text, text, text);
DROP FUNCTION billing_give_order(uuid, text, text, text, bytea, text, text);
DROP FUNCTION billing_give_reference(uuid, text, text, text, text);
DROP FUNCTION billing_lock_own_due(uuid);
DROP VIEW
    billing_own_provider, billing_own_account, billing_own_invoice, billing_own_invoiceline,
    billing_own_delivery, billing_own_fact, billing_own_artifact, billing_own_contract,
    billing_own_contractline, billing_own_dueitem, billing_own_serviceorder,
    billing_own_serviceday, billing_own_quote, billing_own_paper,
    billing_city_due, billing_city_quote, billing_city_contract, billing_city_invoice,
    billing_city_scope;
