-- What the tables themselves refuse, whoever asks. Ranges of one number stand for equality:
-- the embedded server has no btree_gist.
ALTER TABLE billing_priceitem ADD CONSTRAINT billing_price_no_overlap EXCLUDE USING gist (
    int4range(kind, kind, '[]') WITH &&,
    int4range(pop_min, pop_max, '[)') WITH &&,
    daterange(valid_from, valid_to, '[]') WITH &&
);

ALTER TABLE billing_dueitem ADD CONSTRAINT billing_due_no_overlap EXCLUDE USING gist (
    int8range(line_id, line_id, '[]') WITH =,
    daterange(period_start, period_end, '[]') WITH &&
) WHERE (state <> 'cancelled' AND line_id IS NOT NULL);

CREATE FUNCTION billing_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: it is kept as it was', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END;
$$;

-- An issued invoice never changes. A draft may, and may be thrown away.
CREATE TRIGGER billing_invoice_frozen BEFORE UPDATE OR DELETE ON billing_invoice
    FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION billing_never();

CREATE FUNCTION billing_line_of_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.invoice_id ELSE OLD.invoice_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM billing_invoice i WHERE i.id = touched AND i.state = 'issued') THEN
        RAISE EXCEPTION '% on % is refused: its invoice is issued', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END;
$$;

CREATE TRIGGER billing_line_frozen BEFORE INSERT OR UPDATE OR DELETE ON billing_invoiceline
    FOR EACH ROW EXECUTE FUNCTION billing_line_of_issued();

CREATE TRIGGER billing_artifact_final BEFORE UPDATE OR DELETE ON billing_artifact
    FOR EACH ROW EXECUTE FUNCTION billing_never();
CREATE TRIGGER billing_paper_final BEFORE UPDATE OR DELETE ON billing_paper
    FOR EACH ROW EXECUTE FUNCTION billing_never();
CREATE TRIGGER billing_fact_final BEFORE UPDATE OR DELETE ON billing_ledgerfact
    FOR EACH ROW EXECUTE FUNCTION billing_never();
CREATE TRIGGER billing_delivery_final BEFORE UPDATE OR DELETE ON billing_deliveryevent
    FOR EACH ROW EXECUTE FUNCTION billing_never();

-- A quote is frozen once sent: only its outcome may still be written.
CREATE FUNCTION billing_quote_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - ARRAY['state', 'closed_on', 'signed_id'])
            IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'closed_on', 'signed_id']) THEN
        RAISE EXCEPTION '% of a quote that was sent is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER billing_quote_frozen BEFORE UPDATE OR DELETE ON billing_quote
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION billing_quote_sent();

-- Numbers and dates of a series only go up.
CREATE TRIGGER billing_series_goes_up BEFORE UPDATE ON billing_numberseries
    FOR EACH ROW WHEN (NEW.last_no <> OLD.last_no + 1 OR NEW.last_date < OLD.last_date)
    EXECUTE FUNCTION billing_never();
CREATE TRIGGER billing_series_stays BEFORE DELETE ON billing_numberseries
    FOR EACH ROW EXECUTE FUNCTION billing_never();
