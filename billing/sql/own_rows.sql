-- What a city sees of the books, and its three writes. As in tenants/sql/own_city.sql: a view knows
-- the caller by its role, a function takes the city from the role too, so no city can be named.
--
-- Which rows are a city's own, wherever one payer pays for several cities (an intercommunalité):
--   * nothing but the payer's name, unless billing_accountcity.shows_documents;
--   * a document (invoice, quote, contract) only if no line of it is for another city, and, where
--     the payer pays for several, at least one line is for this one: what names no city there is
--     the payer's own business. No part of a document is ever shown; a credit note follows
--     the invoice it corrects;
--   * a due item if it is for this city, or for none where the payer pays for this one alone;
--   * an order of services only if this city asked for it.
-- A city whose payer changes sees the new one's documents alone: the former ones are not its own.

-- The views billing_city_* are steps of the others. No role of a city may read them.
CREATE VIEW billing_city_scope AS
SELECT c.schema_name, c.id AS city_id, ac.account_id, ac.shows_documents,
       NOT EXISTS (SELECT 1 FROM billing_accountcity o
                    WHERE o.account_id = ac.account_id AND o.id <> ac.id) AS alone
  FROM billing_accountcity ac
  JOIN tenants_city c ON c.id = ac.city_id;

CREATE VIEW billing_city_invoice AS
SELECT s.schema_name, i.id AS invoice_id
  FROM billing_city_scope s
  JOIN billing_invoice i ON i.account_id = s.account_id AND i.state = 'issued'
 WHERE s.shows_documents
   AND NOT EXISTS (SELECT 1 FROM billing_invoiceline l
                    WHERE l.invoice_id IN (i.id, i.corrects_id) AND l.city_id <> s.city_id)
   AND (s.alone OR EXISTS (SELECT 1 FROM billing_invoiceline l
                            WHERE l.invoice_id = i.id AND l.city_id = s.city_id));

CREATE VIEW billing_city_contract AS
SELECT s.schema_name, k.id AS contract_id
  FROM billing_city_scope s
  JOIN billing_contract k ON k.account_id = s.account_id AND k.state <> 'draft'
 WHERE s.shows_documents
   AND NOT EXISTS (SELECT 1 FROM billing_contractline l
                    WHERE l.contract_id = k.id AND l.city_id <> s.city_id)
   AND (s.alone OR EXISTS (SELECT 1 FROM billing_contractline l
                            WHERE l.contract_id = k.id AND l.city_id = s.city_id));

CREATE VIEW billing_city_quote AS
SELECT s.schema_name, q.id AS quote_id
  FROM billing_city_scope s
  JOIN billing_quote q ON q.account_id = s.account_id AND q.state <> 'draft'
 WHERE s.shows_documents
   AND NOT EXISTS (SELECT 1 FROM billing_quoteline l
                    WHERE l.quote_id = q.id AND l.city_id <> s.city_id)
   AND (s.alone OR EXISTS (SELECT 1 FROM billing_quoteline l
                            WHERE l.quote_id = q.id AND l.city_id = s.city_id));

CREATE VIEW billing_city_due AS
SELECT s.schema_name, d.id AS due_id,
       d.state IN ('planned', 'awaiting_ref', 'ready')
       AND NOT EXISTS (SELECT 1 FROM billing_invoiceline l JOIN billing_invoice i
                           ON i.id = l.invoice_id AND i.state = 'draft'
                        WHERE l.due_item_id = d.id) AS is_open
  FROM billing_city_scope s
  JOIN billing_dueitem d ON d.account_id = s.account_id AND d.state <> 'cancelled'
 WHERE s.shows_documents
   AND (d.city_id = s.city_id OR (d.city_id IS NULL AND s.alone));

-- Whom to call is told to every city; how to pay us, to those who see their invoices, and only
-- the account that a second person confirmed.
CREATE VIEW billing_own_provider WITH (security_barrier) AS
SELECT p.id, p.name, p.legal_form, p.siret, p.vat_id, p.street, p.street_more, p.postcode, p.town,
       p.contact_name, p.email, p.phone,
       CASE WHEN s.shows_documents THEN p.iban ELSE '' END AS iban,
       CASE WHEN s.shows_documents THEN p.bic ELSE '' END AS bic,
       CASE WHEN s.shows_documents THEN p.bank_name ELSE '' END AS bank_name
  FROM billing_provider p
  JOIN tenants_city c ON c.schema_name = current_user
  LEFT JOIN billing_city_scope s ON s.schema_name = c.schema_name;

CREATE VIEW billing_own_account WITH (security_barrier) AS
SELECT a.id, a.name, s.shows_documents,
       CASE WHEN s.shows_documents THEN a.siret ELSE '' END AS siret,
       CASE WHEN s.shows_documents THEN a.service_code ELSE '' END AS service_code,
       CASE WHEN s.shows_documents THEN a.rail ELSE '' END AS rail,
       s.shows_documents AND a.service_required AS service_required,
       s.shows_documents AND a.engagement_required AS engagement_required,
       s.shows_documents AND a.service_or_engagement_required AS service_or_engagement_required
  FROM billing_city_scope s
  JOIN billing_billingaccount a ON a.id = s.account_id
 WHERE s.schema_name = current_user;

CREATE VIEW billing_own_invoice WITH (security_barrier) AS
SELECT i.id, i.uid, i.kind, i.number, i.reason, i.service_code, i.engagement, i.market_ref,
       i.payment_days, i.issued_on, i.due_on, i.taxes, i.ht_cents, i.vat_cents, i.ttc_cents,
       i.pdf_sha256, i.xml_sha256,
       (SELECT o.invoice_id FROM billing_city_invoice o
         WHERE o.schema_name = current_user AND o.invoice_id = i.corrects_id) AS corrects_id,
       f.owed, f.credited, f.received, f.returned
  FROM billing_city_invoice ci
  JOIN billing_invoice i ON i.id = ci.invoice_id
 CROSS JOIN LATERAL (
       SELECT coalesce(sum(l.cents) FILTER (WHERE l.kind = 'invoice'), 0)::bigint AS owed,
              coalesce(sum(l.cents) FILTER (WHERE l.kind = 'credit'), 0)::bigint AS credited,
              coalesce(sum(l.cents) FILTER (WHERE l.kind = 'payment'), 0)::bigint AS received,
              coalesce(sum(l.cents) FILTER (WHERE l.kind = 'reversal'), 0)::bigint AS returned
         FROM billing_ledgerfact l WHERE l.invoice_id = i.id) f
 WHERE ci.schema_name = current_user;

CREATE VIEW billing_own_invoiceline WITH (security_barrier) AS
SELECT l.id, l.invoice_id, l.position, l.label, l.note, l.quantity, l.unit, l.unit_cents,
       l.net_cents, l.vat_rate, l.exemption_reason, l.period_start, l.period_end
  FROM billing_city_invoice ci
  JOIN billing_invoiceline l ON l.invoice_id = ci.invoice_id
 WHERE ci.schema_name = current_user;

CREATE VIEW billing_own_delivery WITH (security_barrier) AS
SELECT e.id, e.invoice_id, e.attempt, e.code, e.at, e.chorus_number, e.service_code, e.engagement,
       e.note
  FROM billing_city_invoice ci
  JOIN billing_deliveryevent e ON e.invoice_id = ci.invoice_id
 WHERE ci.schema_name = current_user;

-- Not the reference of the source: it may hold that of a transfer which paid another city too.
CREATE VIEW billing_own_fact WITH (security_barrier) AS
SELECT f.id, f.invoice_id, f.kind, f.cents, f.source_system, f.effective_on
  FROM billing_city_invoice ci
  JOIN billing_ledgerfact f ON f.invoice_id = ci.invoice_id
 WHERE ci.schema_name = current_user;

CREATE VIEW billing_own_artifact WITH (security_barrier) AS
SELECT a.id, a.invoice_id, a.kind, a.name, a.sha256, a.content
  FROM billing_city_invoice ci
  JOIN billing_artifact a ON a.invoice_id = ci.invoice_id
 WHERE ci.schema_name = current_user;

CREATE VIEW billing_own_contract WITH (security_barrier) AS
SELECT k.id, k.uid, k.kind, k.state, k.title, k.market_ref, k.signed_on, k.starts_on, k.ends_on,
       k.to_year_end, k.max_renewals, k.renewals_used, k.notice_days, k.notice_on, k.payment_days
  FROM billing_city_contract ck
  JOIN billing_contract k ON k.id = ck.contract_id
 WHERE ck.schema_name = current_user;

CREATE VIEW billing_own_contractline WITH (security_barrier) AS
SELECT l.id, l.contract_id, l.position, l.kind, l.unit, l.label, l.quantity, l.unit_cents
  FROM billing_city_contract ck
  JOIN billing_contractline l ON l.contract_id = ck.contract_id
 WHERE ck.schema_name = current_user;

CREATE VIEW billing_own_dueitem WITH (security_barrier) AS
SELECT d.id, d.uid, d.state, cd.is_open, d.kind, d.label, d.note, d.period_start, d.period_end,
       d.due_from, d.cents, d.engagement, d.service_code, d.asked_at,
       d.given_at, d.given_by_label, d.line_id, p.name AS order_name, p.uid AS order_uid,
       (SELECT o.invoice_id FROM billing_city_invoice o
         WHERE o.schema_name = current_user AND o.invoice_id = d.invoice_id) AS invoice_id
  FROM billing_city_due cd
  JOIN billing_dueitem d ON d.id = cd.due_id
  LEFT JOIN billing_paper p ON p.id = d.order_scan_id
 WHERE cd.schema_name = current_user;

CREATE VIEW billing_own_serviceorder WITH (security_barrier) AS
SELECT o.id, o.uid, o.kind, o.state, o.subject, o.wish, o.days_quoted, o.days_ordered, o.day_cents,
       o.asked_at, o.by_label, o.closed_note,
       (SELECT q.quote_id FROM billing_city_quote q
         WHERE q.schema_name = current_user AND q.quote_id = o.quote_id) AS quote_id
  FROM billing_city_scope s
  JOIN billing_serviceorder o ON o.account_id = s.account_id AND o.city_id = s.city_id
 WHERE s.schema_name = current_user AND s.shows_documents;

CREATE VIEW billing_own_serviceday WITH (security_barrier) AS
SELECT g.id, g.order_id, g."on", g.days, g.note
  FROM billing_city_scope s
  JOIN billing_serviceorder o ON o.account_id = s.account_id AND o.city_id = s.city_id
  JOIN billing_serviceday g ON g.order_id = o.id
 WHERE s.schema_name = current_user AND s.shows_documents;

CREATE VIEW billing_own_quote WITH (security_barrier) AS
SELECT q.id, q.uid, q.number, q.state, q.title, q.sent_on, q.valid_until, q.ht_cents, q.ttc_cents,
       p.uid AS pdf_uid
  FROM billing_city_quote cq
  JOIN billing_quote q ON q.id = cq.quote_id
  LEFT JOIN billing_paper p ON p.id = q.pdf_id
 WHERE cq.schema_name = current_user;

CREATE VIEW billing_own_paper WITH (security_barrier) AS
SELECT p.id, p.uid, p.kind, p.name, p.content_type, p.sha256, p.content
  FROM billing_paper p
 WHERE p.id IN (SELECT unnest(ARRAY[q.pdf_id, q.signed_id])
                  FROM billing_city_quote cq JOIN billing_quote q ON q.id = cq.quote_id
                 WHERE cq.schema_name = current_user
                 UNION ALL
                SELECT d.order_scan_id
                  FROM billing_city_due cd JOIN billing_dueitem d ON d.id = cd.due_id
                 WHERE cd.schema_name = current_user);

GRANT SELECT ON
    billing_own_provider, billing_own_account, billing_own_invoice, billing_own_invoiceline,
    billing_own_delivery, billing_own_fact, billing_own_artifact, billing_own_contract,
    billing_own_contractline, billing_own_dueitem, billing_own_serviceorder,
    billing_own_serviceday, billing_own_quote, billing_own_paper
TO PUBLIC;

-- The due item of the city that calls, locked; nothing if its invoice is being made.
CREATE FUNCTION billing_lock_own_due(due uuid) RETURNS bigint
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    item bigint;
    free boolean;
BEGIN
    SELECT d.id INTO item
      FROM billing_dueitem d JOIN billing_city_due cd ON cd.due_id = d.id
     WHERE d.uid = due AND cd.schema_name = current_setting('role')
       FOR UPDATE OF d;
    IF item IS NULL THEN
        RAISE EXCEPTION 'a city writes on its own due items alone'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT cd.is_open INTO free FROM billing_city_due cd
     WHERE cd.due_id = item AND cd.schema_name = current_setting('role');
    RETURN CASE WHEN free THEN item END;
END;
$$;

-- Returns the state it is in now; nothing if its invoice is being made.
CREATE FUNCTION billing_give_reference(
    due uuid, said_engagement text, said_service text, by_ref text, by_label text
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    item bigint := billing_lock_own_due(due);
    payer billing_billingaccount;
    now_in text;
BEGIN
    SELECT a.* INTO payer FROM billing_billingaccount a
      JOIN billing_dueitem d ON d.account_id = a.id WHERE d.id = item;
    said_service := coalesce(nullif(said_service, ''), payer.service_code, '');
    UPDATE billing_dueitem d SET
        engagement = said_engagement,
        service_code = said_service,
        given_at = now(), given_by_ref = by_ref, given_by_label = by_label,
        state = CASE
            WHEN d.state = 'planned' THEN d.state
            -- As BillingAccount.missing_reference says; a test compares the two.
            WHEN (payer.engagement_required AND said_engagement = '')
              OR (payer.service_required AND said_service = '')
              OR (payer.service_or_engagement_required
                  AND said_engagement = '' AND said_service = '') THEN 'awaiting_ref'
            ELSE 'ready' END
     WHERE d.id = item
    RETURNING d.state INTO now_in;
    RETURN now_in;
END;
$$;

-- Returns the paper kept; nothing if its invoice is being made. The same bytes are kept once.
CREATE FUNCTION billing_give_order(
    due uuid, said_name text, said_type text, said_sha256 text, said_content bytea,
    by_ref text, by_label text
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    item bigint := billing_lock_own_due(due);
    kept bigint;
    kept_uid uuid;
BEGIN
    IF said_type NOT IN ('application/pdf', 'image/png', 'image/jpeg')
            OR octet_length(said_content) NOT BETWEEN 1 AND 10485760
            OR said_sha256 IS DISTINCT FROM encode(sha256(said_content), 'hex') THEN
        RAISE EXCEPTION 'not a plain order' USING ERRCODE = 'check_violation';
    END IF;
    SELECT p.uid INTO kept_uid FROM billing_dueitem d JOIN billing_paper p ON p.id = d.order_scan_id
     WHERE d.id = item AND p.sha256 = said_sha256;
    IF item IS NULL OR kept_uid IS NOT NULL THEN
        RETURN kept_uid;
    END IF;
    INSERT INTO billing_paper
           (uid, account_id, kind, name, content_type, sha256, content, by_ref, by_label)
    SELECT gen_random_uuid(), d.account_id, 'order', said_name, said_type, said_sha256,
           said_content, billing_give_order.by_ref, billing_give_order.by_label
      FROM billing_dueitem d WHERE d.id = item
    RETURNING id, uid INTO kept, kept_uid;
    UPDATE billing_dueitem SET order_scan_id = kept WHERE id = item;
    RETURN kept_uid;
END;
$$;

-- Asked twice in the same words, it is the same order until the provider has answered.
CREATE FUNCTION billing_ask_service(
    said_kind integer, said_subject text, said_wish text, by_ref text, by_label text
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    caller billing_city_scope;
    known uuid;
BEGIN
    SELECT * INTO caller FROM billing_city_scope s
     WHERE s.schema_name = current_setting('role') AND s.shows_documents;
    IF caller.city_id IS NULL THEN
        RAISE EXCEPTION 'only a city asks for its services'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF said_kind NOT IN (4, 5) OR said_subject = '' THEN
        RAISE EXCEPTION 'training or advice, about something' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM billing_billingaccount a WHERE a.id = caller.account_id FOR UPDATE;
    SELECT o.uid INTO known FROM billing_serviceorder o
     WHERE o.account_id = caller.account_id AND o.city_id = caller.city_id AND o.state = 'asked'
       AND o.kind = said_kind AND o.subject = said_subject AND o.wish = said_wish;
    IF known IS NULL THEN
        INSERT INTO billing_serviceorder
               (uid, account_id, city_id, kind, state, subject, wish,
                days_quoted, days_ordered, day_cents, by_ref, by_label, closed_note)
        VALUES (gen_random_uuid(), caller.account_id, caller.city_id, said_kind, 'asked',
                said_subject, said_wish, 0, 0, 0,
                billing_ask_service.by_ref, billing_ask_service.by_label, '')
        RETURNING uid INTO known;
    END IF;
    RETURN known;
END;
$$;

GRANT EXECUTE ON FUNCTION
    billing_give_reference(uuid, text, text, text, text),
    billing_give_order(uuid, text, text, text, bytea, text, text),
    billing_ask_service(integer, text, text, text, text)
TO PUBLIC;
