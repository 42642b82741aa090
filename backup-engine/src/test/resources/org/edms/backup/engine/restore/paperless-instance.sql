-- The rows of an instance of paperless-ngx. {I} is its name, and <1> an id that differs between instances.

INSERT INTO django_content_type (id, app_label, model) VALUES (<1>, 'documents', 'document'), (<2>, 'documents', 'tag'),
    (<3>, 'auth', 'user'), (<4>, 'documents', 'correspondent');
INSERT INTO auth_permission (id, name, content_type_id, codename) VALUES (<1>, 'Can view document', <1>, 'view_document'),
    (<2>, 'Can view tag', <2>, 'view_tag');
INSERT INTO auth_group (id, name) VALUES (<1>, 'staff'), (<2>, 'group of {I}');
INSERT INTO auth_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
    VALUES (<1>, 'hash of {I}', true, 'anna', '', '', '', true, true, '2026-01-01'),
    (<2>, 'hash of {I}', false, 'ben', '', '', '', false, true, '2026-01-01'),
    (<3>, 'hash of {I}', false, 'user of {I}', '', '', '', false, true, '2026-01-01');
INSERT INTO auth_user_groups (id, user_id, group_id) VALUES (<1>, <1>, <1>), (<2>, <3>, <2>);
INSERT INTO django_migrations (id, app, name, applied) VALUES (<1>, 'documents', '0001 of {I}', '2026-01-01');
INSERT INTO paperless_applicationconfiguration (id, app_title, llm_api_key) VALUES (<1>, 'Archive', 'key of {I}');

INSERT INTO documents_correspondent (id, name, match, matching_algorithm, is_insensitive, owner_id)
    VALUES (<1>, 'Bank', '', 1, true, NULL), (<2>, 'Bank', '', 1, true, <1>), (<3>, 'Shop of {I}', '', 1, true, NULL);
INSERT INTO documents_documenttype (id, name, match, matching_algorithm, is_insensitive, owner_id)
    VALUES (<1>, 'Invoice', '', 1, true, NULL), (<2>, 'Letter of {I}', '', 1, true, <3>);
INSERT INTO documents_storagepath (id, name, match, matching_algorithm, is_insensitive, path, owner_id)
    VALUES (<1>, 'Archive', '', 1, true, '{{ created_year }}', NULL);
INSERT INTO documents_tag (id, tn_ancestors_pks, tn_ancestors_count, tn_children_pks, tn_children_count, tn_depth,
    tn_descendants_pks, tn_descendants_count, tn_index, tn_level, tn_priority, tn_order, tn_siblings_pks, tn_siblings_count,
    name, match, matching_algorithm, is_insensitive, color, is_inbox_tag, owner_id, tn_parent_id)
    VALUES (<1>, '', 0, '<3>', 1, 1, '<3>', 1, 0, 1, 0, 0, '<2>', 1, 'tax', '', 1, true, '#fff', false, NULL, NULL),
    (<2>, '', 0, '', 0, 0, '', 0, 1, 1, 0, 1, '<1>', 1, 'tax', '', 1, true, '#fff', false, <1>, NULL),
    (<3>, '<1>', 1, '', 0, 0, '', 0, 0, 2, 0, 2, '', 0, 'tag of {I}', '', 1, true, '#fff', false, NULL, <1>);
INSERT INTO documents_customfield (id, created, name, data_type) VALUES (<1>, '2026-01-01', 'related', 'documentlink'),
    (<2>, '2026-01-01', 'field of {I}', 'string');
INSERT INTO documents_document (id, title, content, mime_type, checksum, created, modified, added, filename, correspondent_id,
    document_type_id, storage_path_id, owner_id, root_document_id, version_index)
    VALUES (<1>, 'Shared', 'text', 'application/pdf', encode(sha256('Shared'), 'hex'), '2026-01-01', '2026-01-01', '2026-01-01',
        'shared.pdf', <1>, <1>, <1>, <1>, NULL, NULL),
    (<2>, 'Two of {I}', 'text', 'application/pdf', encode(sha256('Two of {I}'), 'hex'), '2026-01-01', '2026-01-01', '2026-01-01',
        '{I}/two.pdf', <3>, <2>, NULL, <3>, NULL, NULL),
    (<3>, 'Version of {I}', 'text', 'application/pdf', encode(sha256('Version of {I}'), 'hex'), '2026-01-01', '2026-01-01',
        '2026-01-01', '{I}/three.pdf', <2>, <1>, NULL, NULL, <2>, 1);
INSERT INTO documents_document_tags (id, document_id, tag_id) VALUES (<1>, <1>, <1>), (<2>, <1>, <3>), (<3>, <2>, <2>),
    (<4>, <2>, <3>);
INSERT INTO documents_customfieldinstance (id, created, value_text, value_document_ids, field_id, document_id)
    VALUES (<1>, '2026-01-01', NULL, '[<1>, <3>]', <1>, <2>), (<2>, '2026-01-01', 'value of {I}', NULL, <2>, <1>);
INSERT INTO documents_note (id, note, created, document_id, user_id) VALUES (<1>, 'Paid', '2026-01-02', <1>, <1>),
    (<2>, 'Note of {I}', '2026-01-03', <2>, <3>);

INSERT INTO documents_savedview (id, name, sort_field, sort_reverse, display_fields, owner_id)
    VALUES (<1>, 'Inbox', 'created', false, '["title", "custom_field_<1>"]', <1>),
    (<2>, 'View of {I}', 'custom_field_<2>', false, '["title", "custom_field_<2>", "custom_field_<1>"]', <3>);
INSERT INTO documents_savedviewfilterrule (id, rule_type, value, saved_view_id) VALUES (<1>, 22, '<1>', <1>), (<2>, 6, '<3>', <2>),
    (<3>, 26, '<3>', <2>), (<4>, 0, '<3>', <2>), (<5>, 32, '<3>', <2>);
INSERT INTO documents_uisettings (id, settings, user_id) VALUES
    (<1>, '{"saved_views": {"dashboard_views_visible_ids": [<1>, <2>], "sidebar_views_sort_order": [<2>]},
        "permissions": {"default_owner": <3>, "default_view_users": [<1>, <3>], "default_edit_groups": [<2>]}}', <3>);

INSERT INTO documents_workflow (id, name, "order", enabled) VALUES (<1>, 'Flow of {I}', 0, true);
INSERT INTO documents_workflowtrigger (id, type, sources, match, matching_algorithm, is_insensitive, filter_custom_field_query,
    schedule_offset_days, schedule_is_recurring, schedule_recurring_interval_days, schedule_date_field, filter_has_correspondent_id)
    VALUES (<1>, 1, '1,2', '', 0, true, '["AND", [[<2>, "exact", "{I}"]]]', 0, false, 1, 'added', <3>);
INSERT INTO documents_workflowaction (id, type, "order", assign_title, assign_custom_fields_values, remove_all_tags,
    remove_all_document_types, remove_all_correspondents, remove_all_storage_paths, remove_all_owners, remove_all_permissions,
    remove_all_custom_fields, assign_owner_id)
    VALUES (<1>, 1, 0, 'Title of {I}', '{"<2>": "value"}', false, false, false, false, false, false, false, <3>);
INSERT INTO documents_workflow_triggers (id, workflow_id, workflowtrigger_id) VALUES (<1>, <1>, <1>);
INSERT INTO documents_workflow_actions (id, workflow_id, workflowaction_id) VALUES (<1>, <1>, <1>);
INSERT INTO documents_workflowaction_assign_tags (id, workflowaction_id, tag_id) VALUES (<1>, <1>, <3>);
INSERT INTO paperless_mail_mailaccount (id, name, imap_server, imap_security, username, password, is_token, character_set,
    account_type) VALUES (<1>, 'mail of {I}', 'imap', 1, 'u', 'password of {I}', false, 'UTF-8', 1);

INSERT INTO guardian_userobjectpermission (id, object_pk, content_type_id, permission_id, user_id)
    VALUES (<1>, '<2>', <1>, <1>, <3>), (<2>, '<1>', <2>, <2>, <2>);
INSERT INTO guardian_groupobjectpermission (id, object_pk, content_type_id, permission_id, group_id)
    VALUES (<1>, '<3>', <2>, <2>, <2>);
INSERT INTO auditlog_logentry (id, object_pk, object_id, object_repr, action, timestamp, actor_id, content_type_id, changes_text)
    VALUES (<1>, '<2>', <2>, 'Two of {I}', 0, '2026-01-02', <3>, <1>, ''), (<2>, '<3>', <3>, 'user of {I}', 0, '2026-01-02', <1>, <3>, '');
INSERT INTO django_admin_log (id, action_time, object_id, object_repr, action_flag, change_message, content_type_id, user_id)
    VALUES (<1>, '2026-01-02', '<3>', 'user of {I}', 1, '', <3>, <1>);
