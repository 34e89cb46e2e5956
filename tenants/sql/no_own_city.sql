DROP FUNCTION tenants_change_own_city(jsonb);
DROP VIEW tenants_own_city;
DELETE FROM tenants_epoch WHERE id = 1;
