INSERT INTO workflow_types (id, uuid, name, workflow_type, description, is_active, requires_approval, allows_parallel,
    auto_transition, timeout_days, reminder_days, created_at, metadata, created_by_id)
SELECT type.id, pg_temp.identity('workflow type', type.id), type.name, type.type, type.description, true, true, false,
    false, type.timeout, type.timeout / 4, pg_temp.moment('workflow type', type.id), '{}', 1
FROM (VALUES
    (1, 'Document Review Workflow', 'REVIEW', 'Standard review and approval', 30),
    (2, 'Document Up-versioning Workflow', 'UP_VERSION', 'New versions of documents', 14),
    (3, 'Document Obsolescence Workflow', 'OBSOLETE', 'Marks documents as obsolete', 7),
    (4, 'Document Approval Workflow', '', 'Final approval', 30),
    (5, 'Document Versioning Workflow', '', 'Version control', NULL)
) AS type (id, name, type, description, timeout);

-- Several states have the same name: only the code distinguishes them.
INSERT INTO workflow_document_states (code, name, description, is_initial, is_final)
VALUES
    ('APPROVED', 'Approved', 'Approved and ready to be effective', false, false),
    ('APPROVED_AND_EFFECTIVE', 'Approved and Effective', '', false, false),
    ('APPROVED_OLD', 'Approved', 'Approved and ready to be effective', false, false),
    ('APPROVED_PENDING_EFFECTIVE', 'Approved - Pending Effective', '', false, false),
    ('DRAFT', 'Draft', 'Initial draft state', true, false),
    ('EFFECTIVE', 'Approved and Effective', 'Document is effective and in use', false, false),
    ('IN_REVIEW', 'In Review', 'Document is under review', false, false),
    ('OBSOLETE', 'Obsolete', 'No longer in use', false, true),
    ('PENDING_APPROVAL', 'Pending Approval', 'Waiting for approval', false, false),
    ('PENDING_EFFECTIVE', 'Approved, Pending Effective', '', false, false),
    ('PENDING_OBSOLETE', 'Pending Obsoletion', '', false, false),
    ('PENDING_OBSOLETION', 'Pending Obsoletion', 'Document is pending obsoletion approval', false, false),
    ('PENDING_REVIEW', 'Pending Review', 'Waiting for review assignment', false, false),
    ('REVIEW_COMPLETED', 'Review Completed', 'Review completed, awaiting approval', false, false),
    ('REVIEWED', 'Reviewed', 'Document has been reviewed and approved by reviewer', false, false),
    ('SUPERSEDED', 'Superseded', 'Replaced by newer version', false, true),
    ('TERMINATED', 'Terminated', 'Workflow terminated early', false, true),
    ('UNDER_APPROVAL', 'Under Approval', 'Currently being approved', false, false),
    ('UNDER_REVIEW', 'Under Review', 'Currently being reviewed', false, false);

CREATE FUNCTION pg_temp.state(what text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT pg_temp.one_of(ARRAY['DRAFT', 'PENDING_REVIEW', 'UNDER_REVIEW', 'REVIEWED', 'PENDING_APPROVAL', 'APPROVED',
    'APPROVED_OLD', 'EFFECTIVE', 'SUPERSEDED', 'OBSOLETE', 'TERMINATED'], what, number) $$;

INSERT INTO document_workflows (id, uuid, created_at, updated_at, due_date, workflow_data, current_assignee_id,
    current_state_id, document_id, initiated_by_id, effective_date, is_terminated, last_approved_state, obsoleting_date,
    obsoleting_reason, selected_approver_id, selected_reviewer_id, termination_reason, up_version_reason, workflow_type)
SELECT i, pg_temp.identity('document workflow', i), pg_temp.moment('workflow', i), pg_temp.moment('workflow new', i),
    NULL, pg_temp.details('workflow', i),
    CASE WHEN pg_temp.one_in(3, 'assigned', i) THEN pg_temp.somebody('assigned', i) END,
    pg_temp.state('state', i), i, pg_temp.somebody('author', i), NULL, pg_temp.one_in(30, 'terminated', i), '', NULL, '',
    CASE WHEN pg_temp.one_in(3, 'approved', i) THEN pg_temp.somebody('approver', i) END,
    CASE WHEN pg_temp.one_in(2, 'reviewed', i) THEN pg_temp.somebody('reviewer', i) END, '', '', 'REVIEW'
FROM generate_series(1, ${documents}) AS i
WHERE i = 1 OR NOT pg_temp.one_in(6, 'no workflow', i);

INSERT INTO document_transitions (id, uuid, transitioned_at, comment, transition_data, from_state_id, to_state_id,
    transitioned_by_id, workflow_id)
SELECT row_number() OVER (ORDER BY workflow.id, step), pg_temp.identity('transition', workflow.id * 10 + step),
    pg_temp.moment('transition', workflow.id * 10 + step), pg_temp.prose('transition', workflow.id * 10 + step),
    pg_temp.details('transition', workflow.id * 10 + step), pg_temp.state('state', workflow.id + step),
    pg_temp.state('state', workflow.id + step + 1), pg_temp.somebody('transition', workflow.id * 10 + step), workflow.id
FROM document_workflows AS workflow,
    LATERAL generate_series(1, 1 + pg_temp.below(3, 'steps', workflow.id)) AS step;

-- The older kind of workflow references its document by type and id.
INSERT INTO workflow_instances (id, uuid, state, object_id, started_at, completed_at, due_date, is_active, is_completed,
    completion_reason, workflow_data, metadata, content_type_id, current_assignee_id, initiated_by_id, workflow_type_id)
SELECT i, pg_temp.identity('instance', i), pg_temp.state('instance', i), pg_temp.document('instance', i)::text,
    pg_temp.moment('instance', i), NULL, NULL, true, false, '', pg_temp.details('instance', i), '{}', type.id,
    CASE WHEN pg_temp.one_in(3, 'instance', i) THEN pg_temp.somebody('instance', i) END,
    pg_temp.somebody('initiated', i), 1 + pg_temp.below(5, 'instance', i)
FROM generate_series(1, ${documents} / 5 + 1) AS i, django_content_type AS type
WHERE (type.app_label, type.model) = ('documents', 'document');

CREATE FUNCTION pg_temp.instance(what text, number bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 1 + pg_temp.hash(what, number) % (${documents} / 5 + 1) $$;

INSERT INTO workflow_transitions (uuid, from_state, to_state, transition_name, transitioned_at, ip_address, user_agent,
    session_id, comment, transition_data, metadata, transitioned_by_id, workflow_instance_id)
SELECT pg_temp.identity('old transition', i), pg_temp.state('from', i), pg_temp.state('to', i),
    left(pg_temp.phrase('old transition', i), 100), pg_temp.moment('old transition', i),
    pg_temp.address('old transition', i), pg_temp.agent('old transition', i), pg_temp.session('old transition', i),
    pg_temp.prose('old transition', i), '{}', '{}', pg_temp.somebody('old transition', i),
    pg_temp.instance('old transition', i)
FROM generate_series(1, ${documents} / 5 + 1) AS i;

INSERT INTO workflow_tasks (uuid, name, description, task_type, priority, created_at, assigned_at, started_at, completed_at,
    due_date, status, completion_note, task_data, result_data, metadata, assigned_by_id, assigned_to_id,
    workflow_instance_id)
SELECT pg_temp.identity('task', i), left(pg_temp.phrase('task', i), 200), pg_temp.prose('task', i),
    pg_temp.one_of(ARRAY['REVIEW', 'APPROVE', 'SIGN'], 'task', i), 'NORMAL', pg_temp.moment('task', i),
    pg_temp.moment('task', i), NULL, NULL, pg_temp.moment('task due', i), 'PENDING', '', pg_temp.details('task', i), '{}',
    '{}', pg_temp.somebody('assigns', i), pg_temp.somebody('task', i), pg_temp.instance('task', i)
FROM generate_series(1, ${documents} / 6 + 1) AS i;

INSERT INTO workflow_notifications (uuid, notification_type, subject, message, notification_data, created_at, sent_at,
    status, error_message, channels, metadata, recipient_id, workflow_instance_id)
SELECT pg_temp.identity('workflow notice', i), 'ASSIGNMENT', left(pg_temp.phrase('notice', i), 255),
    pg_temp.prose('notice', i), '{}', pg_temp.moment('notice', i),
    CASE WHEN pg_temp.one_in(4, 'unsent', i) THEN NULL ELSE pg_temp.moment('notice', i) + interval '3 seconds' END,
    CASE WHEN pg_temp.one_in(4, 'unsent', i) THEN 'PENDING' ELSE 'SENT' END, '', '["email"]', '{}',
    pg_temp.somebody('notice', i), pg_temp.instance('notice', i)
FROM generate_series(1, ${documents} / 6 + 1) AS i;

INSERT INTO workflow_rules (uuid, name, description, rule_type, conditions, actions, is_active, execution_order, created_at,
    metadata, created_by_id, workflow_type_id)
SELECT pg_temp.identity('rule', i), 'Rule ' || i, pg_temp.prose('rule', i), 'VALIDATION', pg_temp.details('rule', i),
    '[{"do": "notify"}]', true, i, pg_temp.moment('rule', i), '{}', 1, 1 + i % 5
FROM generate_series(1, 12) AS i;

INSERT INTO workflow_templates (id, uuid, name, description, workflow_type, states_config, transitions_config, tasks_config,
    rules_config, is_active, is_default, version, created_at, metadata, created_by_id)
SELECT i, pg_temp.identity('workflow template', i), 'Workflow template ' || i, '', 'REVIEW', '["DRAFT", "EFFECTIVE"]', '[]',
    '[]', '[]', true, i = 1, 1, pg_temp.moment('workflow template', i), '{}', 1
FROM generate_series(1, 4) AS i;

INSERT INTO workflow_templates_document_types (workflowtemplate_id, documenttype_id)
SELECT template, type
FROM generate_series(1, 4) AS template, generate_series(1, 7) AS type
WHERE (template + type) % 2 = 0;
