-- A city's role may run this function and nothing else of the queue: it writes with the rights of
-- its owner, while `current_setting('role')` still says who asked.
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    SECURITY DEFINER SET search_path = public, pg_temp;

CREATE FUNCTION agora_jobs_refuse_foreign() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    asker text := current_setting('role');
BEGIN
    IF asker IN ('none', 'agora_owner', 'agora_platform', 'agora_queue') THEN
        RETURN NEW;
    END IF;
    IF asker = 'agora_club' THEN
        IF NEW.args ? 'city' THEN
            RAISE EXCEPTION 'the club may not queue the job of a city'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.args->>'city' IS DISTINCT FROM asker THEN
        RAISE EXCEPTION 'city % may only queue its own jobs', asker
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.queue_name = 'ops' THEN
        RAISE EXCEPTION 'city % may not queue %', asker, NEW.task_name
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER agora_jobs_refuse_foreign BEFORE INSERT ON procrastinate_jobs
    FOR EACH ROW EXECUTE FUNCTION agora_jobs_refuse_foreign();

REVOKE ALL ON procrastinate_jobs, procrastinate_events, procrastinate_workers,
    procrastinate_periodic_defers FROM PUBLIC;
-- Every house queues; whoever may not even look into `public` still cannot.
GRANT EXECUTE ON FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) TO PUBLIC;

-- The queue's own people: its worker, and the provider's pages and upkeep.
DO $$
DECLARE
    worker name;
    routine regprocedure;
BEGIN
    FOR worker IN SELECT rolname FROM pg_roles WHERE rolname IN ('agora_queue', 'agora_platform')
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, '
            'procrastinate_events, procrastinate_workers, procrastinate_periodic_defers TO %I', worker);
        EXECUTE format('GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, '
            'procrastinate_events_id_seq, procrastinate_periodic_defers_id_seq TO %I', worker);
        FOR routine IN
            SELECT oid::regprocedure FROM pg_proc
             WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'procrastinate_')
        LOOP
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', routine, worker);
        END LOOP;
    END LOOP;
END;
$$;
