-- The rows of an instance of Teedy. {I} is its name, and <1> an id that differs between instances.

INSERT INTO t_config VALUES ('DB_VERSION', '31'), ('INBOX_PASSWORD', 'password of {I}');
INSERT INTO t_base_function VALUES ('ADMIN');
INSERT INTO t_role VALUES ('admin', 'Admin', '2026-01-01', NULL), ('user', 'User', '2026-01-01', NULL);
INSERT INTO t_role_base_function VALUES ('admin_ADMIN', 'admin', 'ADMIN', '2026-01-01', NULL);
INSERT INTO t_vocabulary VALUES ('type-1', 'type', 'Article', 0), ('vocabulary-<1>', 'coverage', 'Only {I}', 1);
INSERT INTO t_user (use_id_c, use_idrole_c, use_username_c, use_password_c, use_email_c, use_createdate_d, use_deletedate_d,
    use_privatekey_c, use_storagequota_n, use_storagecurrent_n, use_onboarding_b) VALUES
    ('admin', 'admin', 'admin', 'hash of {I}', 'admin@localhost', '2026-01-01', NULL, 'the same key', 1, 0, true),
    ('user-<1>', 'user', 'anna', 'hash of {I}', 'anna@localhost', '2026-01-01', NULL, 'the key of anna', 1, 0, true),
    ('user-<2>', 'user', 'user of {I}', 'hash of {I}', 'one@localhost', '2026-01-01', NULL, 'key of {I}', 1, 0, true),
    ('user-<3>', 'user', 'anna', 'hash of {I}', 'anna@localhost', '2025-01-01', '2025-02-01', 'old key of anna', 1, 0, true);
INSERT INTO t_group VALUES ('administrators', NULL, 'administrators', NULL, NULL), ('group-<1>', 'administrators', 'staff', NULL, NULL),
    ('group-<2>', 'group-<1>', 'group of {I}', NULL, NULL);
INSERT INTO t_user_group VALUES ('membership-<1>', 'user-<1>', 'group-<1>', NULL), ('membership-<2>', 'user-<2>', 'group-<2>', NULL);
INSERT INTO t_tag VALUES ('tag-<1>', 'admin', 'tax', '2026-01-01', NULL, '#fff', NULL), ('tag-<2>', 'admin', '2026', '2026-01-01', NULL, '#fff', 'tag-<1>'),
    ('tag-<3>', 'user-<1>', 'tag of {I}', '2026-01-01', NULL, '#fff', 'tag-<2>');
INSERT INTO t_metadata VALUES ('metadata-<1>', 'invoice number', 'STRING', NULL), ('metadata-<2>', 'metadata of {I}', 'DATE', NULL);
INSERT INTO t_document (doc_id_c, doc_iduser_c, doc_title_c, doc_createdate_d, doc_language_c, doc_updatedate_d) VALUES
    ('document-1-{I}', 'user-<1>', 'One of {I}', '2026-01-01', 'eng', '2026-01-01'),
    ('document-2-{I}', 'user-<2>', 'Two of {I}', '2026-01-01', 'eng', '2026-01-01');
INSERT INTO t_file (fil_id_c, fil_iddoc_c, fil_iduser_c, fil_mimetype_c, fil_createdate_d, fil_order_n, fil_name_c, fil_version_n,
    fil_latestversion_b, fil_idversion_c) VALUES
    ('file-1-{I}', 'document-1-{I}', 'user-<1>', 'application/pdf', '2026-01-01', 0, 'one.pdf', 0, true, 'versions-1-{I}'),
    ('file-2-{I}', 'document-2-{I}', 'user-<2>', 'application/pdf', '2026-01-01', 0, 'two.pdf', 0, true, NULL);
UPDATE t_document SET doc_idfile_c = replace(doc_id_c, 'document', 'file');
INSERT INTO t_document_tag VALUES ('dt-1-{I}', 'document-1-{I}', 'tag-<1>', NULL), ('dt-2-{I}', 'document-2-{I}', 'tag-<3>', NULL);
INSERT INTO t_document_metadata VALUES ('dm-1-{I}', 'document-1-{I}', 'metadata-<1>', '42'), ('dm-2-{I}', 'document-2-{I}', 'metadata-<2>', '43');
INSERT INTO t_relation VALUES ('relation-{I}', 'document-1-{I}', 'document-2-{I}', NULL);
INSERT INTO t_contributor VALUES ('contributor-1-{I}', 'user-<1>', 'document-1-{I}'), ('contributor-2-{I}', 'user-<2>', 'document-1-{I}');
INSERT INTO t_comment VALUES ('comment-{I}', 'document-1-{I}', 'user-<2>', 'A word', '2026-01-01', NULL);
INSERT INTO t_share VALUES ('share-{I}', 'a guest', '2026-01-01', NULL);
INSERT INTO t_route_model VALUES ('model-<1>', 'Review',
    '[{"type":"VALIDATE","target":{"name":"staff","type":"GROUP"},"name":"Check","transitions":[{"name":"VALIDATED","actions":[{"type":"ADD_TAG","tag":"tag-<1>"}]}]}]',
    '2026-01-01', NULL);
INSERT INTO t_route VALUES ('route-{I}', 'document-1-{I}', 'Review', '2026-01-01', NULL);
INSERT INTO t_route_step (rtp_id_c, rtp_idroute_c, rtp_name_c, rtp_type_c, rtp_idtarget_c, rtp_idvalidatoruser_c, rtp_order_n,
    rtp_createdate_d, rtp_transitions_c) VALUES
    ('step-1-{I}', 'route-{I}', 'Check of {I}', 'VALIDATE', 'group-<1>', 'user-<1>', 0, '2026-01-01', '[{"name":"VALIDATED","actions":[{"type":"ADD_TAG","tag":"tag-<2>"}]}]'),
    ('step-2-{I}', 'route-{I}', 'Approve of {I}', 'APPROVE', 'user-<2>', NULL, 1, '2026-01-01', NULL);
INSERT INTO t_acl VALUES ('acl-1-{I}', 'READ', 'document-1-{I}', 'user-<1>', NULL, 'USER'), ('acl-2-{I}', 'WRITE', 'document-1-{I}', 'group-<2>', NULL, 'USER'),
    ('acl-3-{I}', 'READ', 'tag-<1>', 'group-<1>', NULL, 'USER'), ('acl-4-{I}', 'READ', 'tag-<3>', 'user-<2>', NULL, 'USER'),
    ('acl-5-{I}', 'READ', 'document-2-{I}', 'share-{I}', NULL, 'USER'), ('acl-6-{I}', 'READ', 'model-<1>', 'administrators', NULL, 'USER'),
    ('acl-7-{I}', 'READ', 'document-1-{I}', 'group-<1>', '2026-01-02', 'ROUTING');
INSERT INTO t_audit_log VALUES ('log-1-{I}', 'document-1-{I}', 'Document', 'CREATE', 'One of {I}', '2026-01-01', 'user-<1>'),
    ('log-2-{I}', 'tag-<2>', 'Tag', 'UPDATE', '2026 of {I}', '2026-01-01', 'admin'), ('log-3-{I}', 'user-<2>', 'User', 'CREATE', 'a user', '2026-01-01', 'admin'),
    ('log-4-{I}', 'group-<1>', 'Group', 'CREATE', 'staff of {I}', '2026-01-01', 'user-<3>');
INSERT INTO t_authentication_token VALUES ('token-{I}', 'user-<1>', true, '2026-01-01', NULL, NULL, NULL);
