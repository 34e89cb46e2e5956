-- A city gives by doors that take the city from the role that calls: no city can be named. It sees
-- its own rows through views that know the caller, and what all share through one more.
-- The club (agora_club) reads what was given and writes two things: unread counts, and hiding.

CREATE FUNCTION tenants_giver() RETURNS bigint
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint;
BEGIN
    SELECT c.id INTO giver FROM tenants_city c WHERE c.schema_name = current_setting('role');
    IF giver IS NULL THEN
        RAISE EXCEPTION 'only a city gives, and for itself' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN giver;
END;
$$;

-- The city's row is held while a grant opens: a suspension at the same instant waits, then shuts it.
CREATE FUNCTION tenants_set_grant(person uuid, is_active boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
BEGIN
    IF is_active THEN
        PERFORM FROM tenants_city c
          WHERE c.id = giver AND c.state IN ('trial', 'live', 'read_only') FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'this city is out of the club'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        INSERT INTO tenants_clubgrant (city_id, staff_uid, active, unread)
        VALUES (giver, person, true, 0)
        ON CONFLICT (city_id, staff_uid) DO UPDATE SET active = true, closed_at = NULL;
    ELSE
        UPDATE tenants_clubgrant SET active = false, closed_at = now(), unread = 0
         WHERE city_id = giver AND staff_uid = person AND active;
    END IF;
END;
$$;

-- A number, {"below": 10}, or {"cells": {name: number or null}, "total": number or null}; where
-- people are counted, no number of them between nobody and ten.
CREATE FUNCTION tenants_is_count(said jsonb, of_people boolean) RETURNS boolean
    LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE jsonb_typeof(said)
        WHEN 'number' THEN NOT of_people OR said::numeric <= 0 OR said::numeric >= 10
        ELSE false END
$$;

CREATE FUNCTION tenants_is_aggregate(said jsonb, of_people boolean) RETURNS boolean
    LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE jsonb_typeof(said)
        WHEN 'object' THEN said = '{"below": 10}' OR (
            jsonb_typeof(said->'cells') = 'object' AND said ? 'total'
            AND said - 'cells' - 'total' = '{}'
            AND NOT EXISTS (
                SELECT FROM jsonb_each(said->'cells') c(name, n)
                 WHERE n <> 'null' AND NOT tenants_is_count(n, of_people))
            AND (said->'total' = 'null' OR tenants_is_count(said->'total', of_people)))
        ELSE tenants_is_count(said, of_people) END
$$;

-- Only what is registered leaves (`tenants_disclosable`), and no further than its level.
CREATE FUNCTION tenants_disclose(
    subject text, what text, said jsonb, how_far text, words_version text,
    by_ref text, by_label text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
    of_people boolean;
BEGIN
    SELECT k.counts_people INTO of_people FROM tenants_disclosable k
     WHERE k.key = what AND k.level = how_far;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not registered as %', what, how_far
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF how_far = 'aggregate' AND NOT tenants_is_aggregate(said, of_people) THEN
        RAISE EXCEPTION 'an aggregate is a number or a table, small cells hidden'
            USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO tenants_disclosure AS d
           (city_id, subject_ref, key, value, level, text_version, by_ref, by_label)
    VALUES (giver, subject, what, said, how_far, words_version,
            tenants_disclose.by_ref, tenants_disclose.by_label)
    ON CONFLICT (city_id, subject_ref, key) DO UPDATE SET
        value = excluded.value, level = excluded.level, text_version = excluded.text_version,
        computed_at = now(), by_ref = excluded.by_ref, by_label = excluded.by_label,
        given_at = CASE WHEN d.text_version = excluded.text_version THEN d.given_at ELSE now() END;
END;
$$;

-- Without a key, all that was said of the subject. Returns how many values are gone.
CREATE FUNCTION tenants_withdraw(subject text, what text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
    gone integer;
BEGIN
    DELETE FROM tenants_disclosure
     WHERE city_id = giver AND subject_ref = subject AND (what = '' OR key = what);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END;
$$;

-- Keys of `fields`: those of SheetFields that a city writes, and `words`. Returns the version.
CREATE FUNCTION tenants_share_sheet(sheet uuid, fields jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
    said integer;
BEGIN
    INSERT INTO tenants_sharedsheet AS s
           (uid, city_id, subject_ref, title, content, kind, modules, held_on, public, licence,
            version, by_label, words, hidden_reason)
    VALUES (sheet, giver, fields->>'subject_ref', fields->>'title', fields->'content',
            coalesce(fields->>'kind', ''),
            ARRAY(SELECT jsonb_array_elements_text(coalesce(fields->'modules', '[]'))),
            (fields->>'held_on')::date, coalesce((fields->>'public')::boolean, false),
            'CC BY-SA 4.0', 1, fields->>'by_label', coalesce(fields->>'words', ''), '')
    ON CONFLICT (uid) DO UPDATE SET
        title = excluded.title, content = excluded.content, kind = excluded.kind,
        modules = excluded.modules, held_on = excluded.held_on, public = excluded.public,
        version = s.version + 1, by_label = excluded.by_label, words = excluded.words,
        updated_at = now()
      WHERE s.city_id = giver
    RETURNING s.version INTO said;
    IF said IS NULL THEN
        RAISE EXCEPTION 'this sheet is another city''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN said;
END;
$$;

CREATE FUNCTION tenants_withdraw_sheet(sheet uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
BEGIN
    DELETE FROM tenants_sharedsheet WHERE uid = sheet AND city_id = giver AND hidden_at IS NULL;
    IF FOUND THEN
        RETURN true;
    END IF;
    -- What moderation hid stays hidden, whoever takes it out and puts it back: its words go, its
    -- number stays.
    UPDATE tenants_sharedsheet SET title = '', content = '{}', words = '', public = false,
           by_label = '', updated_at = now()
     WHERE uid = sheet AND city_id = giver;
    RETURN FOUND;
END;
$$;

-- The next version of a blueprint, or its first. `file` is the whole signed file, `number` the
-- version written inside it: two publications at once cannot both have it.
CREATE FUNCTION tenants_share_blueprint(
    blueprint uuid, number integer, fields jsonb, file bytea
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
BEGIN
    IF EXISTS (SELECT FROM tenants_sharedblueprint WHERE uid = blueprint
                  AND city_id IS DISTINCT FROM giver) THEN
        RAISE EXCEPTION 'this blueprint is another city''s'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF octet_length(file) NOT BETWEEN 1 AND 20971520 THEN
        RAISE EXCEPTION 'a blueprint weighs 20 MB at most' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO tenants_sharedblueprint
           (uid, version, city_id, city_name, title, summary, news, licence, parent_uid,
            parent_version, sheet_uid, manifest, content, size, sha256, by_label, words,
            hidden_reason)
    SELECT blueprint, number, c.id, c.name, fields->>'title', coalesce(fields->>'summary', ''),
           coalesce(fields->>'news', ''), 'CC BY-SA 4.0', (fields->>'parent_uid')::uuid,
           (fields->>'parent_version')::integer, (fields->>'sheet_uid')::uuid,
           fields->'manifest', file, octet_length(file), encode(sha256(file), 'hex'),
           fields->>'by_label', coalesce(fields->>'words', ''), ''
      FROM tenants_city c WHERE c.id = giver;
END;
$$;

-- Every version of it leaves the library; taken back with `back`.
CREATE FUNCTION tenants_withdraw_blueprint(blueprint uuid, back boolean) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
    changed integer;
BEGIN
    UPDATE tenants_sharedblueprint SET withdrawn_at = CASE WHEN back THEN NULL ELSE now() END
     WHERE uid = blueprint AND city_id = giver;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END;
$$;

CREATE FUNCTION tenants_note_reuse(blueprint uuid, number integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    giver bigint := tenants_giver();
BEGIN
    INSERT INTO tenants_blueprintreuse (city_id, blueprint_uid, version)
    SELECT giver, b.uid, b.version FROM tenants_sharedblueprint b
     WHERE b.uid = blueprint AND b.version = number
    ON CONFLICT DO NOTHING;
END;
$$;

CREATE VIEW tenants_own_grant WITH (security_barrier) AS
SELECT g.staff_uid, g.active, g.unread FROM tenants_clubgrant g
  JOIN tenants_city c ON c.id = g.city_id WHERE c.schema_name = current_user;

CREATE VIEW tenants_own_disclosure WITH (security_barrier) AS
SELECT d.id, d.subject_ref, d.key, d.value, d.level, d.text_version, d.computed_at, d.given_at,
       d.by_ref, d.by_label
  FROM tenants_disclosure d JOIN tenants_city c ON c.id = d.city_id
 WHERE c.schema_name = current_user;

CREATE VIEW tenants_own_sheet WITH (security_barrier) AS
SELECT s.id, s.uid, s.subject_ref, s.title, s.content, s.kind, s.modules, s.held_on, s.public,
       s.licence, s.version, s.by_label, s.published_at, s.updated_at, s.hidden_at, s.hidden_reason
  FROM tenants_sharedsheet s JOIN tenants_city c ON c.id = s.city_id
 WHERE c.schema_name = current_user;

CREATE VIEW tenants_own_blueprint WITH (security_barrier) AS
SELECT b.id, b.uid, b.version, b.city_name, b.title, b.summary, b.news, b.licence, b.parent_uid,
       b.parent_version, b.sheet_uid, b.manifest, b.content, b.size, b.sha256, b.by_label,
       b.published_at, b.withdrawn_at, b.hidden_at, b.hidden_reason
  FROM tenants_sharedblueprint b JOIN tenants_city c ON c.id = b.city_id
 WHERE c.schema_name = current_user;

-- Only a city asks: its role is the name of one.
CREATE VIEW tenants_offered_blueprint WITH (security_barrier) AS
SELECT b.id, b.uid, b.version, b.city_name, b.title, b.summary, b.news, b.licence, b.parent_uid,
       b.parent_version, b.sheet_uid, b.manifest, b.content, b.size, b.sha256, b.by_label,
       b.published_at, b.withdrawn_at, b.hidden_at, b.hidden_reason
  FROM tenants_sharedblueprint b
 WHERE b.withdrawn_at IS NULL AND b.hidden_at IS NULL
   AND EXISTS (SELECT FROM tenants_city c WHERE c.schema_name = current_user);

-- Not for cities: the club's list of its members, with what each wrote on its card.
CREATE VIEW tenants_city_card AS
SELECT c.id, c.name, c.kind, c.population, c.insee,
       CASE WHEN c.insee LIKE '97%' OR c.insee LIKE '98%' THEN left(c.insee, 3)
            ELSE left(c.insee, 2) END AS department,
       c.state,
       coalesce((SELECT d.host FROM tenants_domain d WHERE d.city_id = c.id AND d.is_primary), '')
           AS host,
       ARRAY(SELECT d.host FROM tenants_domain d WHERE d.city_id = c.id ORDER BY d.host)::varchar[]
           AS hosts,
       EXISTS (SELECT FROM tenants_disclosure d
                WHERE d.city_id = c.id AND d.subject_ref = 'card') AS published,
       coalesce((SELECT d.value #>> '{}' FROM tenants_disclosure d WHERE d.city_id = c.id
                    AND d.subject_ref = 'card' AND d.key = 'card.presentation'), '')
           AS presentation,
       ARRAY(SELECT jsonb_array_elements_text(d.value) FROM tenants_disclosure d
              WHERE d.city_id = c.id AND d.subject_ref = 'card' AND d.key = 'card.modules'
                AND jsonb_typeof(d.value) = 'array')::varchar[] AS modules,
       ARRAY(SELECT jsonb_array_elements_text(d.value) FROM tenants_disclosure d
              WHERE d.city_id = c.id AND d.subject_ref = 'card' AND d.key = 'card.programmes'
                AND jsonb_typeof(d.value) = 'array')::varchar[] AS programmes,
       coalesce((SELECT jsonb_agg(d.value ORDER BY d.subject_ref) FROM tenants_disclosure d
                  WHERE d.city_id = c.id AND d.key = 'card.contact'), '[]') AS contacts,
       (SELECT d.value FROM tenants_disclosure d WHERE d.city_id = c.id
           AND d.subject_ref = 'card' AND d.key = 'card.place') AS place,
       EXISTS (SELECT FROM tenants_disclosure d WHERE d.city_id = c.id
           AND d.subject_ref = 'card' AND d.key = 'card.answers') AS answers,
       (SELECT max(d.computed_at) FROM tenants_disclosure d WHERE d.city_id = c.id
           AND d.key LIKE 'card.%') AS updated_at
  FROM tenants_city c
 WHERE c.state IN ('trial', 'live', 'read_only', 'suspended')
   AND c.provisioned_at IS NOT NULL;

GRANT SELECT ON tenants_own_grant, tenants_own_disclosure, tenants_own_sheet,
    tenants_own_blueprint, tenants_offered_blueprint TO PUBLIC;
GRANT EXECUTE ON FUNCTION
    tenants_set_grant(uuid, boolean),
    tenants_disclose(text, text, jsonb, text, text, text, text),
    tenants_withdraw(text, text),
    tenants_share_sheet(uuid, jsonb),
    tenants_withdraw_sheet(uuid),
    tenants_share_blueprint(uuid, integer, jsonb, bytea),
    tenants_withdraw_blueprint(uuid, boolean),
    tenants_note_reuse(uuid, integer)
TO PUBLIC;

DO $$
BEGIN
    IF to_regrole('agora_club') IS NOT NULL THEN
        GRANT SELECT ON tenants_clubgrant, tenants_disclosure, tenants_city_card,
            tenants_sharedsheet, tenants_sharedblueprint, tenants_blueprintreuse TO agora_club;
        GRANT UPDATE (unread) ON tenants_clubgrant TO agora_club;
        GRANT UPDATE (hidden_at, hidden_reason) ON tenants_sharedsheet, tenants_sharedblueprint
            TO agora_club;
    END IF;
END;
$$;
