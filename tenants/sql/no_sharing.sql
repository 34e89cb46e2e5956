DROP VIEW tenants_city_card, tenants_offered_blueprint, tenants_own_blueprint, tenants_own_sheet,
    tenants_own_disclosure, tenants_own_grant;
DROP FUNCTION
    tenants_note_reuse(uuid, integer),
    tenants_withdraw_blueprint(uuid, boolean),
    tenants_share_blueprint(uuid, integer, jsonb, bytea),
    tenants_withdraw_sheet(uuid),
    tenants_share_sheet(uuid, jsonb),
    tenants_withdraw(text, text),
    tenants_disclose(text, text, jsonb, text, text, text, text),
    tenants_is_aggregate(jsonb, boolean),
    tenants_is_count(jsonb, boolean),
    tenants_set_grant(uuid, boolean),
    tenants_giver();
