ALTER ROLE "agora_owner" LOGIN CREATEROLE NOINHERIT
CREATE ROLE "agora_nobody" NOLOGIN
CREATE ROLE "agora_platform" NOLOGIN
CREATE ROLE "agora_club" NOLOGIN
CREATE ROLE "agora_queue" NOLOGIN
GRANT "agora_nobody" TO "agora_app", "agora_owner"
GRANT "agora_platform" TO "agora_app", "agora_owner"
GRANT "agora_club" TO "agora_app", "agora_owner"
GRANT "agora_queue" TO "agora_app", "agora_owner"
ALTER DATABASE agora OWNER TO agora_owner
REVOKE ALL ON DATABASE agora FROM PUBLIC
GRANT CONNECT ON DATABASE agora TO agora_app, agora_nobody, agora_platform, agora_club, agora_queue
ALTER SCHEMA public OWNER TO agora_owner
REVOKE ALL ON SCHEMA public FROM PUBLIC
GRANT USAGE ON SCHEMA public TO agora_platform, agora_club, agora_queue
ALTER DEFAULT PRIVILEGES FOR ROLE agora_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC
