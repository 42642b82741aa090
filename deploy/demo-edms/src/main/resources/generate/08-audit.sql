-- The bulk of an EDMS. A type and an id name the subject of an entry: usually a document, otherwise a user or a workflow.
-- Some entries have no subject, and some have a deleted one.
INSERT INTO audit_trail (id, uuid, timestamp, action, severity, user_display_name, session_id, ip_address, user_agent,
    object_id, object_representation, field_changes, old_values, new_values, description, module, request_path,
    request_method, checksum, is_tampered, verification_status, metadata, content_type_id, user_id)
SELECT i, pg_temp.identity('audit', i), pg_temp.moment('audit', i),
    pg_temp.one_of(ARRAY['CREATE', 'UPDATE', 'VIEW', 'LOGIN', 'WORKFLOW_TRANSITION'], 'action', i),
    pg_temp.one_of(ARRAY['INFO', 'INFO', 'INFO', 'WARNING'], 'severity', i),
    CASE WHEN pg_temp.one_in(7, 'system', i) THEN 'System' ELSE '' END, pg_temp.session('audit', i),
    pg_temp.address('audit', i), pg_temp.agent('audit', i),
    CASE
        WHEN object.kind = 0 THEN NULL
        WHEN pg_temp.one_in(50, 'gone', i) THEN (1000000000 + i)::text
        WHEN object.kind = 1 THEN pg_temp.somebody('object', i)::text
        WHEN object.kind = 2 THEN pg_temp.instance('object', i)::text
        ELSE pg_temp.document('object', i)::text
    END,
    CASE WHEN object.kind > 2 THEN left(pg_temp.phrase('object', i), 200) ELSE '' END,
    CASE WHEN pg_temp.one_in(4, 'changes', i) THEN pg_temp.details('changes', i) ELSE '{}' END, '{}', '{}',
    CASE WHEN pg_temp.one_in(40, 'long', i) THEN pg_temp.prose('audit', i) ELSE pg_temp.phrase('audit', i) END,
    pg_temp.one_of(ARRAY['O1', 'S1', ''], 'module', i), '/api/v1/documents/' || pg_temp.document('object', i) || '/',
    pg_temp.one_of(ARRAY['GET', 'POST', 'PATCH'], 'method', i), pg_temp.digest('audit', i), false, 'VERIFIED', '{}',
    CASE object.kind WHEN 0 THEN NULL WHEN 1 THEN type.user_ WHEN 2 THEN type.workflow ELSE type.document END,
    CASE WHEN pg_temp.one_in(7, 'system', i) THEN NULL ELSE pg_temp.somebody('audit', i) END
FROM generate_series(1, ${documents} * 20 / 3) AS i
CROSS JOIN LATERAL (SELECT pg_temp.below(12, 'kind', i) AS kind) AS object
CROSS JOIN (
    SELECT max(id) FILTER (WHERE (app_label, model) = ('documents', 'document')) AS document,
        max(id) FILTER (WHERE (app_label, model) = ('users', 'user')) AS user_,
        max(id) FILTER (WHERE (app_label, model) = ('workflows', 'workflowinstance')) AS workflow
    FROM django_content_type
) AS type;

INSERT INTO login_audit (uuid, username, timestamp, success, ip_address, user_agent, failure_reason, user_id)
SELECT pg_temp.identity('sign in', i), coalesce(person.username, 'nobody'), pg_temp.moment('sign in', i),
    person.id IS NOT NULL, pg_temp.address('sign in', i),
    CASE WHEN pg_temp.one_in(6, 'no agent', i) THEN NULL ELSE pg_temp.agent('sign in', i) END,
    CASE WHEN person.id IS NULL THEN 'Invalid credentials' END, person.id
FROM generate_series(1, ${documents} / 2 + 20) AS i
LEFT JOIN users AS person ON person.id = pg_temp.somebody('sign in', i) AND NOT pg_temp.one_in(15, 'refused', i)
ORDER BY i;

INSERT INTO user_sessions_audit (uuid, session_key, ip_address, user_agent, login_timestamp, last_activity,
    logout_timestamp, is_active, user_id)
SELECT pg_temp.identity('session', i), left(pg_temp.digest('session', i), 40),
    inet '10.2.0.0' + pg_temp.below(60000, 'session', i), pg_temp.agent('session', i), pg_temp.moment('session', i),
    pg_temp.moment('session', i) + interval '20 minutes', NULL, false, pg_temp.somebody('session', i)
FROM generate_series(1, ${documents} / 5 + 5) AS i;

INSERT INTO database_change_log (uuid, timestamp, table_name, operation, record_id, old_values, new_values, user_id, action,
    content_type_id, ip_address, object_id, session_id, integrity_hash)
SELECT pg_temp.identity('change', i), pg_temp.moment('change', i), 'documents', 'UPDATE', '', pg_temp.details('old', i),
    pg_temp.details('new', i), CASE WHEN pg_temp.one_in(4, 'changed by', i) THEN NULL ELSE pg_temp.somebody('change', i) END,
    'UPDATE', type.id, NULL, pg_temp.document('change', i)::text, NULL, pg_temp.digest('change', i)
FROM generate_series(1, ${documents}) AS i, django_content_type AS type
WHERE (type.app_label, type.model) = ('documents', 'document')
ORDER BY i;

INSERT INTO audit_configurations (id, uuid, name, description, enable_field_tracking, enable_relationship_tracking,
    track_create, track_update, track_delete, retention_days, compress_old_records, async_logging, batch_size, is_active,
    created_at, updated_at, metadata, created_by_id)
SELECT i, pg_temp.identity('audit configuration', i), 'Configuration ' || i, '', true, false, true, true, true, 2555, false,
    true, 100, i = 1, pg_temp.moment('audit configuration', i), pg_temp.moment('audit configuration', i), '{}', 1
FROM generate_series(1, 2) AS i;

INSERT INTO audit_events (id, uuid, event_type, title, description, started_at, completed_at, duration, is_successful,
    error_message, business_process, compliance_impact, metadata, primary_user_id)
SELECT i, pg_temp.identity('audit event', i), 'APPROVAL', left(pg_temp.phrase('audit event', i), 200),
    pg_temp.prose('audit event', i), pg_temp.moment('audit event', i), NULL,
    CASE WHEN pg_temp.one_in(2, 'event lasts', i) THEN pg_temp.below(100000, 'event', i) * interval '1 second' END, true,
    '', 'Document control', '', '{}', pg_temp.somebody('audit event', i)
FROM generate_series(1, ${documents} / 20 + 2) AS i;

INSERT INTO audit_events_involved_users (auditevent_id, user_id)
SELECT DISTINCT i, pg_temp.somebody('involved', i * 2 + other)
FROM generate_series(1, ${documents} / 20 + 2) AS i, generate_series(0, 1) AS other
ORDER BY 1, 2;

INSERT INTO audit_events_related_audit_logs (auditevent_id, audittrail_id)
SELECT i, i * 2 FROM generate_series(1, ${documents} / 20 + 2) AS i;

INSERT INTO audit_query_logs (uuid, timestamp, query_type, ip_address, user_agent, session_id, query_description,
    filters_applied, records_accessed, date_from, date_to, purpose, metadata, user_id)
SELECT pg_temp.identity('query', i), pg_temp.moment('query', i), 'SEARCH', pg_temp.address('query', i), '', '',
    pg_temp.prose('query', i), pg_temp.details('query', i), pg_temp.below(5000, 'query', i), NULL, NULL, 'Inspection', '{}',
    pg_temp.somebody('query', i)
FROM generate_series(1, ${documents} / 50 + 2) AS i;

INSERT INTO compliance_events (uuid, event_type, timestamp, description, severity, resolution_status, user_id)
SELECT pg_temp.identity('compliance', i), 'USER_LOGIN_FAILED', pg_temp.moment('compliance', i),
    pg_temp.prose('compliance', i), 'WARNING', 'OPEN',
    CASE WHEN pg_temp.one_in(3, 'compliance', i) THEN NULL ELSE pg_temp.somebody('compliance', i) END
FROM generate_series(1, ${documents} / 15 + 2) AS i;

INSERT INTO compliance_reports (uuid, name, report_type, description, date_from, date_to, filters, generated_at, status,
    report_data, summary_stats, file_path, file_size, report_checksum, digital_signature, expires_at, is_archived,
    archived_at, metadata, generated_by_id)
SELECT pg_temp.identity('report', i), 'Report ' || i, 'CFR_PART_11', pg_temp.prose('report', i), '2025-01-01 00:00:00+00',
    '2025-07-01 00:00:00+00', '{}', pg_temp.moment('report', i), 'COMPLETED', pg_temp.details('report', i), '{}', '', 0, '',
    '', NULL, false, NULL, '{}', pg_temp.somebody('report', i)
FROM generate_series(1, 12) AS i;

INSERT INTO data_integrity_checks (uuid, check_type, started_at, completed_at, scope, parameters, status, items_checked,
    items_passed, items_failed, findings, recommendations, is_automated, execution_time, metadata, triggered_by_id)
SELECT pg_temp.identity('integrity', i), 'CHECKSUM', pg_temp.moment('integrity', i), NULL, 'documents', '{}', 'COMPLETED', i,
    i, 0, '[]', '', true, i * interval '1.25 seconds', '{}', CASE WHEN i % 2 = 0 THEN 1 END
FROM generate_series(1, 30) AS i;

INSERT INTO system_events (uuid, event_type, timestamp, description, details, severity)
SELECT pg_temp.identity('system event', i), 'BACKUP', pg_temp.moment('system event', i), pg_temp.prose('system event', i),
    pg_temp.details('system event', i), 'INFO'
FROM generate_series(1, ${documents} / 100 + 5) AS i;
