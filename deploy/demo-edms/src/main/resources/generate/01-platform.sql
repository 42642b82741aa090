INSERT INTO django_content_type (id, app_label, model)
SELECT row_number() OVER (), app_label, model
FROM (VALUES
    ('admin', 'logentry'),
    ('auth', 'permission group'),
    ('contenttypes', 'contenttype'),
    ('sessions', 'session'),
    ('users', 'user role mfadevice userrole'),
    ('documents', 'document documentaccesslog documentattachment documentcomment documentdependency documentsource '
        || 'documenttype documentversion'),
    ('workflows', 'workflowtype workflowinstance workflowtransition workflowtemplate workflowtask workflowrule '
        || 'workflownotification documentstate documentworkflow documenttransition'),
    ('audit', 'auditconfiguration auditevent auditquerylog audittrail complianceevent compliancereport '
        || 'databasechangelog dataintegritycheck loginaudit systemevent usersession'),
    ('security', 'certificateauthority digitalsignature encryptionkey securityevent pdfgenerationlog '
        || 'pdfsigningcertificate'),
    ('placeholders', 'documentgeneration documenttemplate placeholdercache placeholderdefinition templateplaceholder'),
    ('scheduler', 'documentschedule notificationqueue scheduledtask systemhealthcheck taskexecution'),
    ('backup', 'backupconfiguration backupjob disasterrecoveryplan healthcheck restorejob systemmetric'),
    ('settings', 'configurationhistory featuretoggle notificationtemplate systemconfiguration uicustomization'),
    ('django_celery_beat', 'crontabschedule intervalschedule periodictask periodictasks solarschedule clockedschedule')
) AS app (app_label, models),
    regexp_split_to_table(models, ' ') AS model;

INSERT INTO auth_permission (id, name, content_type_id, codename)
SELECT row_number() OVER (ORDER BY type.id, action.ordinal), 'Can ' || action.name || ' ' || type.model, type.id,
    action.name || '_' || type.model
FROM django_content_type AS type,
    unnest(ARRAY['add', 'change', 'delete', 'view']) WITH ORDINALITY AS action (name, ordinal);

INSERT INTO auth_permission (id, name, content_type_id, codename)
SELECT (SELECT max(id) FROM auth_permission) + row_number() OVER (), custom.name, type.id, custom.codename
FROM django_content_type AS type,
    (VALUES
        ('Can review documents', 'can_review_document'),
        ('Can approve documents', 'can_approve_document'),
        ('Can approve high-criticality documents', 'can_senior_approve_document')
    ) AS custom (name, codename)
WHERE (type.app_label, type.model) = ('documents', 'document');

INSERT INTO auth_group (id, name)
VALUES (1, 'Document Reviewers'), (2, 'Document Approvers'), (3, 'Senior Document Approvers'), (4, 'Document Authors');

INSERT INTO auth_group_permissions (group_id, permission_id)
SELECT grant_.group_id, permission.id
FROM (VALUES
    (1, 'can_review_document'),
    (2, 'can_approve_document'),
    (3, 'can_approve_document'),
    (3, 'can_senior_approve_document'),
    (4, 'add_document'),
    (4, 'change_document')
) AS grant_ (group_id, codename)
JOIN auth_permission AS permission ON permission.codename = grant_.codename;

INSERT INTO django_celery_beat_crontabschedule (id, minute, hour, day_of_week, day_of_month, month_of_year, timezone)
VALUES
    (1, '0', '*', '*', '*', '*', 'UTC'),
    (2, '15', '*', '*', '*', '*', 'UTC'),
    (3, '0', '*/4', '*', '*', '*', 'UTC'),
    (4, '*/30', '*', '*', '*', '*', 'Europe/Berlin'),
    (5, '0', '6', '0', '*', '*', 'UTC');

INSERT INTO django_celery_beat_intervalschedule (id, every, period) VALUES (1, 10, 'minutes'), (2, 1, 'days');

INSERT INTO django_celery_beat_solarschedule (id, event, latitude, longitude)
VALUES (1, 'sunrise', 52.520008, 13.404954);

INSERT INTO django_celery_beat_clockedschedule (id, clocked_time) VALUES (1, '2025-12-31 23:00:00+00');

INSERT INTO django_celery_beat_periodictask (id, name, task, args, kwargs, queue, enabled, last_run_at, total_run_count,
    date_changed, description, crontab_id, interval_id, solar_id, clocked_id, one_off, priority, headers)
VALUES
    (1, 'S3 Document Effective Date Processing', 'apps.scheduler.automated_tasks.process_document_effective_dates',
        '[]', '{}', NULL, true, '2025-11-01 10:00:00.1+00', 412, '2025-11-01 10:00:00+00', '', 1, NULL, NULL, NULL,
        false, NULL, '{}'),
    (2, 'S3 Document Obsoletion Processing', 'apps.scheduler.automated_tasks.process_document_obsoletion_dates',
        '[]', '{}', NULL, true, NULL, 0, '2025-11-01 10:00:00+00', '', 2, NULL, NULL, NULL, false, NULL, '{}'),
    (3, 'S3 Workflow Timeout Monitoring', 'apps.scheduler.automated_tasks.check_workflow_timeouts',
        '[]', '{"days": 3}', 'slow', true, NULL, 0, '2025-11-01 10:00:00+00', 'überfällig', 3, NULL, NULL, NULL, false, 5,
        '{}'),
    (4, 'Cleanup Orphaned Workflow Tasks', 'apps.scheduler.automated_tasks.cleanup_workflow_tasks',
        '[]', '{}', NULL, false, NULL, 0, '2025-11-01 10:00:00+00', '', NULL, 1, NULL, NULL, false, NULL, '{}'),
    (5, 'Morning report', 'apps.scheduler.automated_tasks.morning_report',
        '[]', '{}', NULL, true, NULL, 0, '2025-11-01 10:00:00+00', '', NULL, NULL, 1, NULL, false, NULL, '{}'),
    (6, 'Year end', 'apps.scheduler.automated_tasks.year_end',
        '[]', '{}', NULL, true, NULL, 0, '2025-11-01 10:00:00+00', '', NULL, NULL, NULL, 1, true, NULL, '{}');

INSERT INTO django_celery_beat_periodictasks (ident, last_update) VALUES (1, '2025-11-01 10:00:00+00');
