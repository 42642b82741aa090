-- The first user is the administrator; every tenth user is a team lead.
INSERT INTO users (id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active,
    date_joined, uuid, employee_id, phone_number, department, position, is_validated, validation_date,
    validation_expiry, password_changed_at, mfa_enabled, failed_login_attempts, account_locked_until, created_at,
    updated_at, metadata, created_by_id, manager_id)
SELECT i,
    'pbkdf2_sha256$600000$' || left(pg_temp.digest('salt', i), 16) || '$' || pg_temp.digest('password', i),
    CASE WHEN pg_temp.one_in(4, 'never', i) THEN NULL ELSE pg_temp.moment('login', i) END,
    i = 1,
    CASE WHEN i = 1 THEN 'admin' ELSE pg_temp.one_of(ARRAY['author', 'reviewer', 'approver', 'viewer'], 'username', i) || i END,
    pg_temp.one_of(ARRAY['Anna', 'José', 'Søren', 'Łukasz', 'Иван', 'Ελένη', '健太', '지우', 'ليلى', 'Noël'], 'first', i),
    pg_temp.one_of(ARRAY['Müller', 'García', 'Øster', 'Wójcik', 'Петров', '山田', '김', 'O''Brien', 'حداد', 'Nguyễn'], 'last', i),
    'user' || i || '@edms.example',
    i <= 3,
    i = 1 OR NOT pg_temp.one_in(12, 'inactive', i),
    pg_temp.moment('joined', i),
    pg_temp.identity('user', i),
    CASE WHEN pg_temp.one_in(6, 'employee', i) THEN NULL ELSE 'E' || lpad(i::text, 6, '0') END,
    CASE WHEN pg_temp.one_in(3, 'phone', i) THEN NULL ELSE '' END,
    pg_temp.one_of(ARRAY['Quality', 'Production', 'IT', 'Qualitätssicherung', '品質管理', NULL], 'department', i),
    CASE WHEN pg_temp.one_in(5, 'position', i) THEN NULL ELSE pg_temp.word('position', i) END,
    pg_temp.one_in(2, 'validated', i),
    CASE WHEN pg_temp.one_in(2, 'validated', i) THEN pg_temp.moment('validated', i) END,
    NULL,
    pg_temp.moment('password', i),
    pg_temp.one_in(3, 'mfa', i),
    pg_temp.below(3, 'failed', i),
    NULL,
    pg_temp.moment('joined', i),
    pg_temp.moment('updated', i),
    pg_temp.details('user', i),
    CASE WHEN i > 1 THEN 1 END,
    CASE WHEN i > 1 THEN 1 + (i - 2) / 10 END
FROM generate_series(1, ${users}) AS i;

INSERT INTO users_groups (user_id, group_id)
SELECT i, 1 + pg_temp.below(4, 'group', i) FROM generate_series(1, ${users}) AS i
UNION
SELECT i, 4 FROM generate_series(1, ${users}, 3) AS i
ORDER BY 1, 2;

INSERT INTO users_user_permissions (user_id, permission_id)
SELECT i, permission.id
FROM generate_series(1, ${users}, 7) AS i
JOIN auth_permission AS permission ON permission.codename = 'can_senior_approve_document';

INSERT INTO roles (id, uuid, name, description, module, permission_level, is_active, is_system_role, created_at,
    updated_at, metadata, created_by_id, inherits_from_id)
SELECT role.id, pg_temp.identity('role', role.id), role.name, role.description, role.module, role.level, true, true,
    pg_temp.moment('role', role.id), pg_temp.moment('role updated', role.id), pg_temp.details('role', role.id),
    role.created_by, role.inherits_from
FROM (VALUES
    (1, 'Document Viewer', 'Can view approved and effective documents only', 'O1', 'read', NULL, NULL),
    (2, 'Document Author', 'Can create, edit, and submit documents for review', 'O1', 'write', 1, 1),
    (3, 'Document Reviewer', 'Can review and approve or reject documents during review', 'O1', 'review', 1, 1),
    (4, 'Document Approver', 'Can give final approval and set effective dates', 'O1', 'approve', 1, 3),
    (5, 'Document Admin', 'Full administrative access to documents', 'O1', 'admin', 1, 4),
    (6, 'User Admin', '', 'S1', 'admin', NULL, NULL),
    (7, 'Placeholder Admin', 'Vorlagen und Platzhalter', 'S6', 'admin', NULL, NULL)
) AS role (id, name, description, module, level, created_by, inherits_from);

INSERT INTO user_roles (id, uuid, assigned_at, expires_at, is_active, revoked_at, assignment_reason, revocation_reason,
    metadata, assigned_by_id, revoked_by_id, role_id, user_id)
SELECT i * 2 + second, pg_temp.identity('user role', i * 2 + second), pg_temp.moment('assigned', i),
    CASE WHEN pg_temp.one_in(10, 'expires', i) THEN timestamptz '2030-01-01 00:00:00+00' END,
    NOT pg_temp.one_in(15, 'revoked', i),
    CASE WHEN pg_temp.one_in(15, 'revoked', i) THEN pg_temp.moment('revoked', i) END,
    'Initial role assignment', CASE WHEN pg_temp.one_in(15, 'revoked', i) THEN pg_temp.prose('revoked', i) ELSE '' END,
    '{}', CASE WHEN pg_temp.one_in(8, 'system', i) THEN NULL ELSE 1 END,
    CASE WHEN pg_temp.one_in(15, 'revoked', i) THEN 1 END,
    1 + (pg_temp.below(7, 'role', i) + second * 3) % 7, i
FROM generate_series(1, ${users}) AS i, generate_series(0, 1) AS second
WHERE second = 0 OR pg_temp.one_in(3, 'second role', i);

INSERT INTO mfa_devices (uuid, device_type, name, secret_key, backup_codes, phone_number, email_address, is_active,
    is_verified, last_used_at, usage_count, created_at, verified_at, metadata, user_id)
SELECT pg_temp.identity('mfa', i), pg_temp.one_of(ARRAY['TOTP', 'SMS', 'EMAIL'], 'mfa', i), pg_temp.word('mfa', i),
    upper(left(pg_temp.digest('mfa', i), 32)),
    jsonb_build_array(left(pg_temp.digest('code', i), 8), left(pg_temp.digest('code', i + 1), 8)), '', '', true,
    pg_temp.one_in(2, 'verified', i), NULL, pg_temp.below(90, 'used', i), pg_temp.moment('mfa', i), NULL, '{}', i
FROM generate_series(1, ${users}) AS i
WHERE i = 1 OR pg_temp.one_in(3, 'mfa', i);

INSERT INTO django_admin_log (action_time, object_id, object_repr, action_flag, change_message, content_type_id, user_id)
SELECT pg_temp.moment('admin log', i), pg_temp.somebody('admin log', i), pg_temp.phrase('admin log', i),
    1 + pg_temp.below(3, 'flag', i), '[{"changed": {"fields": ["Groups"]}}]', type.id, 1
FROM generate_series(1, ${users}) AS i, django_content_type AS type
WHERE (type.app_label, type.model) = ('users', 'user')
ORDER BY i;
