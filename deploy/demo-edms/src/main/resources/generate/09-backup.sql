-- No constraint makes names of configurations unique, but they are unique here.
INSERT INTO backup_configurations (id, uuid, name, description, backup_type, frequency, schedule_time, schedule_days,
    retention_days, max_backups, storage_path, compression_enabled, encryption_enabled, status, is_enabled, created_at,
    updated_at, created_by_id)
SELECT row_number() OVER (), pg_temp.identity('backup configuration', row_number() OVER ()), name, description, type,
    frequency, time_::time, days::jsonb, retention, 10, '/opt/edms/backups/' || lower(frequency), true, true, 'ACTIVE',
    frequency <> 'ON_DEMAND', timestamptz '2025-02-04 01:06:33.588+00', timestamptz '2025-02-04 01:07:43.597+00', 1
FROM (VALUES
    ('daily_full_backup', 'Daily full backup', 'FULL', 'DAILY', '02:00', '[]', 30),
    ('hourly_incremental', 'Hourly incremental backup', 'INCREMENTAL', 'HOURLY', '00:00', '[]', 7),
    ('weekly_export', 'Wöchentlicher Export', 'EXPORT', 'WEEKLY', '03:30', '[6]', 90),
    ('monthly_full', '', 'FULL', 'MONTHLY', '04:00', '[1, 15]', 365),
    ('adhoc_full', '', 'FULL', 'ON_DEMAND', '00:00', '[]', 30),
    ('adhoc_incremental', '', 'INCREMENTAL', 'ON_DEMAND', '00:00', '[]', 30),
    ('files_only', '', 'FILES', 'DAILY', '05:00', '[]', 14),
    ('database_only', '', 'DATABASE', 'DAILY', '01:00', '[]', 14),
    ('differential', '', 'DIFFERENTIAL', 'DAILY', '23:00', '[]', 14),
    ('test_config', '', 'FULL', 'ON_DEMAND', '00:00', '[]', 1),
    ('upload_restore_config', '', 'FULL', 'ON_DEMAND', '00:00', '[]', 30),
    ('cli_restore_config', '', 'FULL', 'ON_DEMAND', '00:00', '[]', 30),
    ('temp_restore_config', '', 'FULL', 'ON_DEMAND', '00:00', '[]', 30),
    ('restore_operation_config', '', 'FULL', 'ON_DEMAND', '00:00', '[]', 30)
) AS configuration (name, description, type, frequency, time_, days, retention);

INSERT INTO backup_jobs (id, uuid, job_name, backup_type, started_at, completed_at, duration, status, backup_file_path,
    backup_size, compression_ratio, error_message, retry_count, max_retries, checksum, is_valid, validation_errors,
    created_at, configuration_id, triggered_by_id)
SELECT i, pg_temp.identity('backup job', i), 'Backup ' || i, 'FULL', pg_temp.moment('backup job', i),
    pg_temp.moment('backup job', i) + interval '90.5 seconds', interval '90.5 seconds', 'COMPLETED',
    '/opt/edms/backups/' || i || '.tar.gz', pg_temp.below(100000000000, 'backup size', i), 0.1 + 1.0 / i, '', 0, 3,
    pg_temp.digest('backup', i), true, '[]', pg_temp.moment('backup job', i), 1 + pg_temp.below(14, 'backup', i),
    CASE WHEN pg_temp.one_in(2, 'backup', i) THEN 1 END
FROM generate_series(1, 120) AS i;

INSERT INTO restore_jobs (uuid, restore_type, target_location, restore_options, started_at, completed_at, duration, status,
    restored_items_count, failed_items_count, error_message, restore_log, created_at, approved_by_id, backup_job_id,
    requested_by_id)
SELECT pg_temp.identity('restore job', i), 'FULL', '/app', '{"dry_run": true}', NULL, NULL, NULL, 'PENDING', 0, 0, '',
    pg_temp.prose('restore', i), pg_temp.moment('restore', i), NULL, 1 + pg_temp.below(120, 'restore', i), 1
FROM generate_series(1, 6) AS i;

INSERT INTO disaster_recovery_plans (uuid, name, description, disaster_type, recovery_procedures, estimated_recovery_time,
    required_resources, responsible_team, emergency_contacts, status, version, last_tested, test_results, next_test_due,
    created_at, updated_at, approved_by_id, created_by_id)
SELECT pg_temp.identity('plan', i), 'Plan ' || i, pg_temp.prose('plan', i), 'HARDWARE_FAILURE', pg_temp.prose('steps', i),
    i * interval '4 hours', '[]', '["Müller", "山田"]', '[{"phone": "+49 30 0000"}]', 'ACTIVE', '1.0', NULL, '', NULL,
    pg_temp.moment('plan', i), pg_temp.moment('plan', i), NULL, 1
FROM generate_series(1, 3) AS i;

INSERT INTO health_checks (uuid, check_name, check_type, status, response_time, message, details, metrics, checked_at)
SELECT pg_temp.identity('health', i), 'Database', 'DATABASE', 'HEALTHY', 1.0 / i, '', '{}', pg_temp.details('health', i),
    pg_temp.moment('health', i)
FROM generate_series(1, 200) AS i;

-- The numbers include values that text formats get wrong.
INSERT INTO system_metrics (uuid, metric_name, metric_type, value, unit, warning_threshold, critical_threshold, status,
    metadata, recorded_at)
SELECT pg_temp.identity('metric', i), 'disk', 'GAUGE',
    CASE i WHEN 1 THEN 'NaN'::double precision WHEN 2 THEN 'Infinity' WHEN 3 THEN '-Infinity' WHEN 4 THEN 4.9e-324 ELSE 100.0 / i END,
    '%', NULL, 90, 'OK', '{}', pg_temp.moment('metric', i)
FROM generate_series(1, 500) AS i;
