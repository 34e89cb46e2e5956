DROP TRIGGER agora_jobs_refuse_foreign ON procrastinate_jobs;
DROP FUNCTION agora_jobs_refuse_foreign();
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    SECURITY INVOKER RESET search_path;
