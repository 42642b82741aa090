INSERT INTO scheduled_tasks (id, uuid, name, description, task_type, task_module, task_function, task_args, task_kwargs,
    frequency_type, cron_expression, interval_value, start_date, end_date, next_run, last_run, timeout_seconds,
    max_retries, retry_delay_seconds, status, is_running, total_runs, successful_runs, failed_runs, last_error,
    created_at, updated_at, metadata, created_by_id)
SELECT i, pg_temp.identity('scheduled', i), 'Task ' || i, '', 'MAINTENANCE', 'apps.scheduler', 'run', '[]', '{}', 'CRON',
    '0 ' || i || ' * * *', 1, '2025-01-01 00:00:00+00', NULL, NULL, NULL, 300, 3, 60, 'ACTIVE', false, 0, 0, 0, '',
    pg_temp.moment('scheduled', i), pg_temp.moment('scheduled', i), '{}', 1
FROM generate_series(1, 9) AS i;

INSERT INTO task_executions (uuid, started_at, completed_at, status, celery_task_id, worker_hostname, result, error_message,
    output_log, execution_time, memory_usage, cpu_usage, metadata, scheduled_task_id, triggered_by_id)
SELECT pg_temp.identity('run', i), pg_temp.moment('run', i), NULL, 'SUCCESS', pg_temp.identity('celery', i)::text, 'worker1',
    '{}', '', pg_temp.prose('run', i), i * interval '1 millisecond', 1024 * i, i / 7.0, '{}', 1 + i % 9, NULL
FROM generate_series(1, 300) AS i;

INSERT INTO document_schedules (id, uuid, schedule_type, scheduled_date, description, action_data, status, executed_at,
    execution_result, error_message, created_at, metadata, created_by_id, document_id, executed_by_id)
SELECT i, pg_temp.identity('document schedule', i), 'EFFECTIVE', pg_temp.moment('scheduled', i) + interval '2 years',
    left(pg_temp.phrase('schedule', i), 255), '{}', 'PENDING', NULL, '{}', '', pg_temp.moment('schedule', i), '{}',
    pg_temp.somebody('schedule', i), pg_temp.document('schedule', i), NULL
FROM generate_series(1, ${documents} / 20 + 1) AS i;

INSERT INTO document_schedules_notification_users (documentschedule_id, user_id)
SELECT DISTINCT i, pg_temp.somebody('told', i * 2 + other)
FROM generate_series(1, ${documents} / 20 + 1) AS i, generate_series(0, 1) AS other
ORDER BY 1, 2;

INSERT INTO notification_queue (id, uuid, notification_type, priority, recipient_emails, subject, message, notification_data,
    scheduled_at, sent_at, status, delivery_channels, delivery_attempts, max_attempts, error_message, created_at, metadata,
    created_by_id)
SELECT i, pg_temp.identity('queued', i), 'REMINDER', 'NORMAL', '[]', left(pg_temp.phrase('queued', i), 255),
    pg_temp.prose('queued', i), pg_temp.details('queued', i), pg_temp.moment('queued', i), pg_temp.moment('queued', i),
    'SENT', '["email"]', 1, 3, '', pg_temp.moment('queued', i), '{}',
    CASE WHEN pg_temp.one_in(2, 'queued by', i) THEN pg_temp.somebody('queued by', i) END
FROM generate_series(1, ${documents} / 10 + 1) AS i;

INSERT INTO notification_queue_recipients (notificationqueue_id, user_id)
SELECT i, pg_temp.somebody('recipient', i) FROM generate_series(1, ${documents} / 10 + 1) AS i;

INSERT INTO system_health_checks (uuid, check_type, checked_at, status, message, details, response_time, value,
    threshold_warning, threshold_critical, metadata)
SELECT pg_temp.identity('system health', i), 'DISK', pg_temp.moment('system health', i), 'OK', '', '{}', NULL, i / 3.0, 80, 90,
    '{}'
FROM generate_series(1, 100) AS i;
