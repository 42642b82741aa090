INSERT INTO system_configurations (id, uuid, key, display_name, description, category, setting_type, value, default_value,
    validation_rules, allowed_values, is_sensitive, requires_restart, is_user_configurable, created_at, updated_at,
    updated_by_id)
SELECT i, pg_temp.identity('setting', i), 'setting.' || i, 'Setting ' || i, '', 'GENERAL', 'STRING',
    pg_temp.word('setting', i), '', '{}', '[]', pg_temp.one_in(6, 'secret setting', i), false, true,
    pg_temp.moment('setting', i), pg_temp.moment('setting', i), CASE WHEN i % 2 = 0 THEN 1 END
FROM generate_series(1, 40) AS i;

INSERT INTO configuration_history (uuid, change_type, old_value, new_value, change_reason, changed_at, ip_address,
    changed_by_id, configuration_id)
SELECT pg_temp.identity('setting change', i), 'UPDATE', pg_temp.word('setting old', i), pg_temp.word('setting new', i),
    pg_temp.prose('setting', i), pg_temp.moment('setting change', i), pg_temp.address('setting', i),
    pg_temp.somebody('setting', i), 1 + pg_temp.below(40, 'setting', i)
FROM generate_series(1, 80) AS i;

INSERT INTO feature_toggles (id, uuid, key, name, description, toggle_type, is_enabled, conditions, target_roles,
    rollout_percentage, start_date, end_date, created_at, updated_at, created_by_id)
SELECT i, pg_temp.identity('feature', i), 'feature.' || i, 'Feature ' || i, '', 'RELEASE', i % 2 = 0, '{}',
    '["Document Admin"]', i * 10, NULL, NULL, pg_temp.moment('feature', i), pg_temp.moment('feature', i), 1
FROM generate_series(1, 6) AS i;

INSERT INTO feature_toggles_target_users (featuretoggle_id, user_id)
SELECT feature, person FROM generate_series(1, 6) AS feature, generate_series(1, 4) AS person
WHERE (feature + person) % 2 = 0;

INSERT INTO notification_templates (uuid, name, description, template_type, event_type, subject_template, body_template,
    html_template, available_variables, is_active, is_default, version, created_at, updated_at, created_by_id)
SELECT pg_temp.identity('notification template', i), 'Notification ' || i, '', 'EMAIL', 'REVIEW_DUE',
    'Überprüfung fällig: {{ document }}', E'Sehr geehrte/r {{ user }},\n\n{{ message }}\n', '<p>{{ message }}</p>',
    '["document", "user"]', true, i = 1, '1.0', pg_temp.moment('notification template', i),
    pg_temp.moment('notification template', i), 1
FROM generate_series(1, 8) AS i;

INSERT INTO ui_customizations (id, uuid, name, description, customization_type, settings_data, uploaded_file, status,
    is_default, target_departments, created_at, updated_at, created_by_id)
SELECT i, pg_temp.identity('look', i), 'Look ' || i, '', 'THEME', pg_temp.details('look', i), NULL, 'ACTIVE', i = 1, '[]',
    pg_temp.moment('look', i), pg_temp.moment('look', i), 1
FROM generate_series(1, 2) AS i;

INSERT INTO ui_customizations_target_users (uicustomization_id, user_id) VALUES (1, 1), (1, 2), (2, 3);
