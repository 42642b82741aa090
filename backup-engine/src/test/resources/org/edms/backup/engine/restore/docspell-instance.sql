-- The rows of an instance of Docspell. {I} is its name, and <1> an id that differs between instances.

INSERT INTO flyway_schema_history VALUES (1, '1.0.0', 'initial database', 'SQL', 'V1.0.0__initial_database.sql', 1, 'docspell', '2026-01-01', 1, true);
INSERT INTO collective (name, state, doclang, created, integration_enabled, id) VALUES
    ('family', 'active', 'eng', '2026-01-01', true, <1>), ('collective of {I}', 'active', 'deu', '2026-01-01', false, <2>);
INSERT INTO collective_password VALUES ('password-{I}', 'password of {I}', '2026-01-01', <1>);
INSERT INTO empty_trash_setting VALUES ('*-*-1/7 03:00:00 UTC', '2026-01-01', 604800, <1>), ('*-*-1/7 04:00:00 UTC', '2026-01-01', 86400, <2>);
INSERT INTO classifier_setting VALUES ('*-*-1/7 01:30:00 UTC', 0, '2026-01-01', '["doctype"]', 'whitelist', <1>),
    ('*-*-1/7 02:30:00 UTC', 0, '2026-01-01', '[]', 'blacklist', <2>);
INSERT INTO user_ (uid, login, password, state, email, logincount, created, account_source, coll_id) VALUES
    ('user-<11>', 'anna', 'hash of {I}', 'active', 'anna@localhost', 1, '2026-01-01', 'local', <1>),
    ('user-<12>', 'user of {I}', 'hash of {I}', 'active', NULL, 1, '2026-01-01', 'local', <1>),
    ('user-<13>', 'anna', 'hash of {I}', 'active', NULL, 1, '2026-01-01', 'openid', <2>);
INSERT INTO totp VALUES ('user-<11>', true, 'secret of {I}', '2026-01-01');
INSERT INTO rememberme VALUES ('rememberme-{I}', '2026-01-01', 1, 'user-<11>');
INSERT INTO useremail VALUES ('email-<11>', 'user-<11>', 'home', 'smtp', 25, 'anna', 'secret of {I}', 'none', true, 'anna@localhost', NULL, '2026-01-01');
INSERT INTO userimap VALUES ('imap-<11>', 'user-<11>', 'home', 'imap', 143, 'anna', 'secret of {I}', 'none', true, '2026-01-01', false),
    ('imap-<12>', 'user-<12>', 'of {I}', 'imap', 143, 'one', 'secret of {I}', 'none', true, '2026-01-01', false);

INSERT INTO organization VALUES ('org-<11>', 'Acme', 'Street 1', '1', 'City', 'XX', NULL, '2026-01-01', '2026-01-01', NULL, 'correspondent', <1>),
    ('org-<12>', 'org of {I}', NULL, NULL, NULL, NULL, NULL, '2026-01-01', '2026-01-01', NULL, 'correspondent', <1>),
    ('org-<13>', 'Acme', NULL, NULL, NULL, NULL, NULL, '2026-01-01', '2026-01-01', NULL, 'correspondent', <2>);
INSERT INTO person VALUES ('person-<11>', 'Bob', NULL, NULL, NULL, NULL, NULL, '2026-01-01', '2026-01-01', 'org-<11>', 'correspondent', <1>),
    ('person-<12>', 'person of {I}', NULL, NULL, NULL, NULL, NULL, '2026-01-01', '2026-01-01', 'org-<12>', 'concerning', <1>);
INSERT INTO contact VALUES ('contact-1-{I}', 'bob@{I}', 'email', 'person-<11>', NULL, '2026-01-01'), ('contact-2-{I}', '1-{I}', 'phone', NULL, 'org-<12>', '2026-01-01');
INSERT INTO equipment VALUES ('equipment-<11>', 'car', '2026-01-01', '2026-01-01', NULL, 'concerning', <1>),
    ('equipment-<12>', 'equipment of {I}', '2026-01-01', '2026-01-01', NULL, 'concerning', <2>);
INSERT INTO folder VALUES ('folder-<11>', 'tax', 'user-<11>', '2026-01-01', <1>), ('folder-<12>', 'folder of {I}', 'user-<13>', '2026-01-01', <2>);
INSERT INTO folder_member VALUES ('member-<11>', 'folder-<11>', 'user-<11>', '2026-01-01'), ('member-<12>', 'folder-<11>', 'user-<12>', '2026-01-01');
INSERT INTO tag VALUES ('tag-<11>', 'invoice', 'doctype', '2026-01-01', <1>), ('tag-<12>', 'tag of {I}', NULL, '2026-01-01', <1>),
    ('tag-<13>', 'invoice', NULL, '2026-01-01', <2>);
INSERT INTO custom_field VALUES ('field-<11>', 'amount', 'Amount', 'money', '2026-01-01', <1>), ('field-<12>', 'field of {I}', NULL, 'text', '2026-01-01', <2>);
INSERT INTO source VALUES ('source-{I}', 'scanner of {I}', NULL, 0, true, 1, '2026-01-01', 'folder-<11>', NULL, 'eng', false, <1>);
INSERT INTO tagsource VALUES ('tagsource-{I}', 'source-{I}', 'tag-<11>');

INSERT INTO filemeta VALUES
    ('<1>/attachmentsource/file-1-{I}', 'application/pdf', 12, 'sha of 1 of {I}', '2026-01-01'), ('<1>/attachmentconvert/file-2-{I}', 'application/pdf', 6, 'sha of 2 of {I}', '2026-01-01'),
    ('<1>/previewimage/file-3-{I}', 'image/png', 6, 'sha of 3 of {I}', '2026-01-01'), ('<2>/attachmentsource/file-4-{I}', 'message/rfc822', 6, 'sha of 4 of {I}', '2026-01-01'),
    ('<2>/classifier/file-5-{I}', 'application/octet-stream', 6, 'sha of 5 of {I}', '2026-01-01'), ('<1>/addon/file-6-{I}', 'application/zip', 6, 'sha of 6 of {I}', '2026-01-01');
INSERT INTO filechunk SELECT file_id, 0, 6, convert_to(right(file_id, 6), 'UTF8') FROM filemeta;
INSERT INTO filechunk VALUES ('<1>/attachmentsource/file-1-{I}', 1, 6, '\x000102fffe{I}0');
INSERT INTO classifier_model VALUES ('model-<11>', 'tagcategory-doctype', '<2>/classifier/file-5-{I}', '2026-01-01', <2>);

INSERT INTO item VALUES
    ('item-1-{I}', 'One of {I}', '2026-01-01', 'webapp', true, 'confirmed', 'org-<11>', 'person-<11>', 'person-<12>', 'equipment-<11>', NULL, NULL, '2026-01-01', '2026-01-01', 'folder-<11>', <1>),
    ('item-2-{I}', 'Two of {I}', '2026-01-01', 'source-{I}', true, 'created', 'org-<12>', NULL, NULL, NULL, '2026-02-01', 'a note', '2026-01-01', '2026-01-01', NULL, <1>),
    ('item-3-{I}', 'Three of {I}', NULL, 'webapp', false, 'confirmed', 'org-<13>', NULL, NULL, 'equipment-<12>', NULL, NULL, '2026-01-01', '2026-01-01', 'folder-<12>', <2>);
INSERT INTO item_link VALUES ('link-{I}', 'item-1-{I}', 'item-2-{I}', '2026-01-01', <1>);
INSERT INTO item_proposal VALUES ('item-2-{I}', '{"proposals":[{"proposalType":"corrorg","values":[{"ref":{"id":"org-<11>","name":"Acme"},"origin":[],"weight":0.5}]}]}', '[{"id":"tag-<11>","name":"invoice"}]', '2026-01-01');
INSERT INTO tagitem VALUES ('tagitem-1-{I}', 'item-1-{I}', 'tag-<11>'), ('tagitem-2-{I}', 'item-1-{I}', 'tag-<12>'), ('tagitem-3-{I}', 'item-3-{I}', 'tag-<13>');
INSERT INTO custom_field_value VALUES ('value-1-{I}', 'item-1-{I}', 'field-<11>', '12.50'), ('value-2-{I}', 'item-3-{I}', 'field-<12>', 'x');
INSERT INTO attachment VALUES ('attachment-1-{I}', 'item-1-{I}', '<1>/attachmentconvert/file-2-{I}', 0, '2026-01-01', 'one.pdf'),
    ('attachment-2-{I}', 'item-3-{I}', '<2>/attachmentsource/file-4-{I}', 0, '2026-01-01', 'two.eml');
INSERT INTO attachment_source VALUES ('attachment-1-{I}', '<1>/attachmentsource/file-1-{I}', 'one.pdf', '2026-01-01');
INSERT INTO attachment_archive VALUES ('attachment-2-{I}', '<2>/attachmentsource/file-4-{I}', 'two.eml', '<message@{I}>', '2026-01-01');
INSERT INTO attachment_preview VALUES ('attachment-1-{I}', '<1>/previewimage/file-3-{I}', 'preview.png', '2026-01-01');
INSERT INTO attachmentmeta VALUES ('attachment-1-{I}', 'Text of {I}', '[]',
    '{"proposals":[{"proposalType":"corrorg","values":[{"ref":{"id":"org-<12>","name":"an org"},"origin":[],"weight":null},{"ref":{"id":"org-<11>","name":"Acme"},"origin":[],"weight":null}]},{"proposalType":"docdate","values":[{"ref":{"id":"2026-01-01","name":"2026-01-01"},"origin":[],"weight":null}]}]}',
    2, 'eng');

INSERT INTO query_bookmark VALUES ('bookmark-<11>', 'invoices', NULL, NULL, 'tag.id:"tag-<11>" folder.id="folder-<11>" date>2026-01-01 f.id:field-<11>:1', '2026-01-01', '-', <1>),
    ('bookmark-<12>', 'mine', NULL, 'user-<11>', 'corr.org.id="org-<11>"', '2026-01-01', 'user-<11>', <1>),
    ('bookmark-<13>', 'of {I}', NULL, 'user-<12>', 'id="item-1-{I}"', '2026-01-01', 'user-<12>', <1>);
INSERT INTO item_share VALUES ('share-{I}', 'user-<11>', 'share of {I}', 'conc.equip.id="equipment-<11>"', true, 'password of {I}', '2026-01-01', '2027-01-01', 3, NULL);
INSERT INTO notification_channel_mail VALUES ('mail-<11>', 'user-<11>', 'email-<11>', 'anna@{I}', '2026-01-01', 'mail');
INSERT INTO notification_channel_gotify VALUES ('gotify-{I}', 'user-<12>', 'http://gotify', 'secret of {I}', '2026-01-01', 5, 'gotify');
INSERT INTO notification_channel_matrix VALUES ('matrix-{I}', 'user-<12>', 'http://matrix', 'room', 'secret of {I}', 'm.text', '2026-01-01', 'matrix');
INSERT INTO notification_channel_http VALUES ('http-{I}', 'user-<12>', 'http://hook', '2026-01-01', 'http');
INSERT INTO notification_hook VALUES ('hook-{I}', 'user-<11>', true, false, NULL, '2026-01-01');
INSERT INTO notification_hook_channel VALUES ('hc-1-{I}', 'hook-{I}', 'mail-<11>', NULL, NULL, NULL), ('hc-2-{I}', 'hook-{I}', NULL, 'gotify-{I}', NULL, NULL);
INSERT INTO notification_hook_event VALUES ('event-{I}', 'hook-{I}', 'tagschanged');
INSERT INTO periodic_task VALUES
    ('docspell-houskeeping', true, 'housekeeping', 'docspell-system', '{}', 'House keeping', 'docspell-system', 0, NULL, NULL, '*-*-* 3:0:0', '2026-02-01', '2026-01-01', NULL),
    ('docspell.empty-trash.<1>', true, 'empty-trash', '<1>', '{"collective":<1>,"minAge":604800000}', 'Empty trash', '<1>', 0, NULL, NULL, '*-*-1/7 3:0:0', '2026-02-01', '2026-01-01', NULL),
    ('docspell.empty-trash.<2>', true, 'empty-trash', '<2>', '{"collective":<2>,"minAge":604800000}', 'Empty trash of {I}', '<2>', 0, NULL, NULL, '*-*-1/7 3:0:0', '2026-02-01', '2026-01-01', NULL),
    ('learn-{I}', true, 'learn-classifier', '<1>', '{"collectiveId":<1>}', 'Learn of {I}', '<1>', 0, NULL, NULL, '*-*-1/7 3:0:0', '2026-02-01', '2026-01-01', NULL),
    ('scan-{I}', true, 'scan-mailbox', '<1>', '{"account":{"collectiveId":<1>,"collective":"family","userId":"user-<11>","login":"anna"},"imapConnection":"home","folders":["INBOX"],"itemFolder":"folder-<11>","tags":["tag-<11>","a name"]}', 'Scan of {I}', 'user-<11>', 0, NULL, NULL, '*-*-* *:0:0', '2026-02-01', '2026-01-01', NULL),
    ('due-{I}', true, 'periodic-due-items-notify2', '<1>', '{"account":{"collectiveId":<1>,"collective":"family","userId":"user-<12>","login":"user of {I}"},"channels":[{"id":"mail-<11>","channelType":"mail","name":null}],"remindDays":5,"tagsInclude":["tag-<11>"],"tagsExclude":["tag-<12>"]}', 'Due of {I}', 'user-<12>', 0, NULL, NULL, '*-*-* *:0:0', '2026-02-01', '2026-01-01', NULL),
    ('query-{I}', true, 'periodic-query-notify2', '<1>', '{"account":{"collectiveId":<1>,"collective":"family","userId":"user-<11>","login":"anna"},"channels":[{"id":"gotify-{I}","channelType":"gotify","name":null}],"query":"tag.id:\"tag-<11>\"","bookmark":"bookmark-<11>"}', 'Query of {I}', 'user-<11>', 0, NULL, NULL, '*-*-* *:0:0', '2026-02-01', '2026-01-01', NULL);
INSERT INTO client_settings_user VALUES ('settings-<11>', 'webClient', 'user-<11>', '{"itemSearchPageSize":60}', '2026-01-01', '2026-01-01');
INSERT INTO client_settings_collective VALUES ('settings-<12>', 'webClientDashboards', '{"default":"d","dashboards":[{"name":"d","boxes":[{"content":{"type":"query","query":"bookmark:bookmark-<11>"}}]}]}', '2026-01-01', '2026-01-01', <1>);
INSERT INTO sentmail VALUES ('sent-{I}', 'user-<11>', '<sent@{I}>', 'anna', 'home', 'Subject of {I}', 'bob@localhost', 'Text', '2026-01-01');
INSERT INTO sentmailitem VALUES ('sentitem-{I}', 'item-1-{I}', 'sent-{I}', '2026-01-01');
INSERT INTO addon_archive VALUES ('addon-<11>', '<1>/addon/file-6-{I}', 'https://addon', 'addon', '1.0', NULL, '["finalprocessitem"]', '2026-01-01', <1>);
INSERT INTO addon_run_config VALUES ('run-{I}', 'user-<11>', 'run of {I}', true, '2026-01-01', <1>);
INSERT INTO addon_run_config_addon VALUES ('runaddon-{I}', 'run-{I}', 'addon-<11>', '', 0);
INSERT INTO addon_run_config_trigger VALUES ('trigger-{I}', 'run-{I}', 'finalprocessitem');
INSERT INTO internal_setting VALUES ('4835448a-ff3a-4c2b-ad48-d06bf0d5720a', 'key of {I}');
INSERT INTO node VALUES ('node-{I}', 'joex', 'http://{I}', '2026-01-01', '2026-01-01', 0, 'secret of {I}');
INSERT INTO pubsub VALUES ('pubsub-{I}', 'node-{I}', 'http://{I}', 'job-done', 0);
INSERT INTO job VALUES ('job-{I}', 'process-item', '<1>',
    '{"meta":{"collective":<1>,"itemId":null,"folderId":"folder-<11>","tags":["tag-<11>"]},"files":[{"name":"one.pdf","fileMetaId":{"collective":<1>,"category":"attachmentsource","id":"file-1-{I}"}}]}',
    'Process', '2026-01-01', 'user-<11>', 1, 'success', 0, 100, NULL, NULL, NULL, NULL, NULL);
INSERT INTO joblog (id, jid, level, created, message, counter) VALUES ('log-{I}', 'job-{I}', 'info', '2026-01-01', 'Done', 1);
INSERT INTO jobgroupuse VALUES ('<1>', 'node-{I}');
INSERT INTO job SELECT 'job-{I}-' || row_number() OVER (ORDER BY task, group_), task, group_, args, 'Job of {I}', '2026-01-01', submitter, 0, 'success', 0, 100, id, NULL, NULL, NULL, NULL
    FROM periodic_task;
