-- A city reads its own rows in public through a view that knows the caller by its role, and
-- writes them through a function that takes the city from the role too: no city can be named.
CREATE VIEW tenants_own_city WITH (security_barrier) AS
SELECT c.id, c.name, c.kind, c.population, c.insee, c.siren, c.reference_prefix,
       coalesce(d.host, '') AS host,
       s.theme_colour, s.logo_url, s.word, s.tagline, s.address, s.phone, s.contact_email,
       s.publisher, s.legal_notice, s.outline, s.updated_at
  FROM tenants_city c
  JOIN tenants_citysettings s ON s.city_id = c.id
  LEFT JOIN tenants_domain d ON d.city_id = c.id AND d.is_primary
 WHERE c.schema_name = current_user;

GRANT SELECT ON tenants_own_city TO PUBLIC;

CREATE FUNCTION tenants_change_own_city(fields jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE tenants_citysettings s SET
        theme_colour = coalesce(fields->>'theme_colour', s.theme_colour),
        logo_url = coalesce(fields->>'logo_url', s.logo_url),
        word = coalesce(fields->>'word', s.word),
        tagline = coalesce(fields->>'tagline', s.tagline),
        address = coalesce(fields->>'address', s.address),
        phone = coalesce(fields->>'phone', s.phone),
        contact_email = coalesce(fields->>'contact_email', s.contact_email),
        publisher = coalesce(fields->>'publisher', s.publisher),
        legal_notice = coalesce(fields->>'legal_notice', s.legal_notice),
        outline = CASE WHEN fields ? 'outline' THEN nullif(fields->'outline', 'null')
                  ELSE s.outline END,
        updated_at = now()
      FROM tenants_city c
     WHERE c.id = s.city_id AND c.schema_name = current_setting('role');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only a city changes its own identity'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE tenants_epoch SET value = value + 1 WHERE id = 1;
END;
$$;

GRANT EXECUTE ON FUNCTION tenants_change_own_city(jsonb) TO PUBLIC;

INSERT INTO tenants_epoch (id, value) VALUES (1, 1);
