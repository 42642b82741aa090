-- The rows of an instance of Mayan EDMS. {I} is its name, and <1> an id that differs between instances. Rows without {I} are in all.

INSERT INTO django_content_type VALUES (<1>, 'documents', 'document'), (<2>, 'documents', 'documentfilepage'), (<3>, 'documents', 'documentversionpage'),
    (<4>, 'cabinets', 'cabinet'), (<5>, 'tags', 'tag'), (<6>, 'auth', 'user'), (<7>, 'documents', 'documenttype'),
    (<8>, 'document_states', 'workflow');
INSERT INTO auth_permission VALUES (<1>, 'Can add tag', <5>, 'add_tag'), (<2>, 'Can add user', <6>, 'add_user');
INSERT INTO auth_group VALUES (<1>, 'staff'), (<2>, 'group of {I}');
INSERT INTO auth_group_permissions VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO auth_user VALUES (<1>, 'hash of {I}', NULL, true, 'admin', '', '', 'admin@localhost', true, true, '2026-01-01'),
    (<2>, 'hash of {I}', NULL, false, 'anna', '', '', 'anna@localhost', false, true, '2026-01-01'),
    (<3>, 'hash of {I}', NULL, false, 'user of {I}', '', '', '', false, true, '2026-01-01');
INSERT INTO auth_user_groups VALUES (<1>, <2>, <1>), (<2>, <3>, <2>);
INSERT INTO auth_user_user_permissions VALUES (<1>, <2>, <2>), (<2>, <3>, <1>);
INSERT INTO authentication_otp_userotpdata VALUES (<1>, 'secret of anna in {I}', <2>), (<2>, 'secret of {I}', <3>);
INSERT INTO authtoken_token VALUES ('token of {I}', '2026-01-01', <2>);
INSERT INTO appearance_theme VALUES (<1>, 'Dark', ''), (<2>, 'Theme of {I}', '');
INSERT INTO appearance_userthemesetting VALUES (<1>, <1>, <2>), (<2>, <2>, <3>);
INSERT INTO locales_userlocaleprofile VALUES (<1>, 'UTC', 'en', <2>), (<2>, 'UTC', 'de', <3>);
INSERT INTO user_management_useroptions VALUES (<1>, true, <2>), (<2>, false, <3>);
INSERT INTO announcements_announcement VALUES (<1>, 'Welcome', 'to all', true, NULL, NULL), (<2>, 'Welcome', 'to {I}', true, NULL, NULL);
INSERT INTO django_site VALUES (<1>, 'example.com', 'example.com');
INSERT INTO django_session VALUES ('session of {I}', '', '2026-02-01');
INSERT INTO django_migrations VALUES (<1>, 'documents', '0001 of {I}', '2026-01-01');

INSERT INTO permissions_storedpermission VALUES (<1>, 'documents', 'document_view'), (<2>, 'tags', 'tag_view');
INSERT INTO permissions_role VALUES (<1>, 'Readers'), (<2>, 'Role of {I}');
INSERT INTO permissions_role_groups VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO permissions_role_permissions VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);

INSERT INTO documents_documenttype VALUES (<1>, 'Invoice', NULL, NULL, NULL, NULL, 'uuid', ''), (<2>, 'Type of {I}', NULL, NULL, NULL, NULL, 'uuid', '');
INSERT INTO documents_documenttypefilename VALUES (<1>, 'invoice.pdf', true, <1>), (<2>, 'invoice.pdf', true, <2>);
INSERT INTO documents_document VALUES (<1>, '00000000-0000-4000-8000-000000000001', 'Shared', '', '2026-01-01', 'eng', <1>, false, NULL, false),
    (<2>, '0000000{I}-0000-4000-8000-000000000002', 'One of {I}', '', '2026-01-01', 'eng', <1>, false, NULL, false),
    (<3>, '0000000{I}-0000-4000-8000-000000000003', 'Two of {I}', '', '2026-01-01', 'eng', <2>, false, NULL, false);
INSERT INTO documents_documentfile (id, timestamp, comment, file, mimetype, encoding, checksum, document_id, filename, size)
    SELECT x.id, '2026-01-01', '', x.file, 'text/plain', NULL, encode(sha256(x.file::bytea), 'hex'), x.document_id, 'invoice.pdf', length(x.file)
    FROM (VALUES (<1>, 'file-0-1', <1>), (<2>, 'file-{I}-2', <2>), (<3>, 'file-{I}-3', <3>)) x (id, file, document_id);
INSERT INTO documents_documentfilepage VALUES (<1>, 1, <1>), (<2>, 1, <2>), (<3>, 2, <2>), (<4>, 1, <3>);
INSERT INTO documents_documentversion VALUES (<1>, '2026-01-01 10:00', '', <1>, true), (<2>, '2026-01-01 10:00', 'of {I}', <2>, true),
    (<3>, '2026-01-01 11:00', 'of {I}', <3>, true);
INSERT INTO documents_documentversionpage VALUES (<1>, 1, <1>, <2>, <1>), (<2>, 1, <3>, <2>, <2>), (<3>, 2, <2>, <2>, <2>), (<4>, 1, <4>, <2>, <3>);
INSERT INTO documents_favoritedocument VALUES (<1>, <1>, <2>, '2026-01-01'), (<2>, <2>, <3>, '2026-01-01');
INSERT INTO documents_recentlyaccesseddocument VALUES (<1>, '2026-01-01', <1>, <2>), (<2>, '2026-01-01', <3>, <3>);
INSERT INTO document_comments_comment VALUES (<1>, 'A comment', '2026-01-01', <1>, <2>), (<2>, 'Comment of {I}', '2026-01-01', <2>, <3>);
INSERT INTO checkouts_documentcheckout VALUES (<1>, '2026-01-01', '2026-02-01', true, <2>, <2>);
INSERT INTO ocr_documenttypeocrsettings VALUES (<1>, true, <1>), (<2>, false, <2>);
INSERT INTO ocr_documentversionpageocrcontent VALUES (<1>, 'text of the shared page', <1>), (<2>, 'text of {I} page 1', <2>), (<3>, 'text of {I} page 2', <3>);
INSERT INTO document_parsing_documenttypesettings VALUES (<1>, true, <1>), (<2>, false, <2>);
INSERT INTO document_parsing_documentfilepagecontent VALUES (<1>, 'content of the shared page', <1>), (<2>, 'content of {I}', <2>);
INSERT INTO file_metadata_storeddriver VALUES (<1>, 'drivers.ExifTool', 'exiftool'), (<2>, 'drivers.{I}', 'driver of {I}');
INSERT INTO file_metadata_documenttypesettings VALUES (<1>, true, <1>), (<2>, false, <2>);
INSERT INTO file_metadata_documentfiledriverentry VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO file_metadata_filemetadataentry VALUES (<1>, 'Author', 'anna', <1>), (<2>, 'Author', 'of {I}', <2>);
INSERT INTO django_gpg_key VALUES (<1>, '2026-01-01', NULL, 'FINGERPRINT', 2048, 1, 'anna', 'sec', 'key data of {I}'),
    (<2>, '2026-01-01', NULL, 'FINGERPRINT {I}', 2048, 1, 'of {I}', 'pub', 'key data of {I}');
INSERT INTO document_signatures_signaturebasemodel VALUES (<1>, 'KEY', 'signature', 'FINGERPRINT', <1>, '2026-01-01'),
    (<2>, 'KEY', 'signature of {I}', 'FINGERPRINT {I}', <2>, '2026-01-01'), (<3>, 'KEY', 'embedded of {I}', 'FINGERPRINT {I}', <3>, '2026-01-01');
INSERT INTO document_signatures_detachedsignature VALUES (<1>, 'signature-0-1'), (<2>, 'signature-{I}-2');
INSERT INTO document_signatures_embeddedsignature VALUES (<3>);
INSERT INTO signature_captures_signaturecapture VALUES (<1>, '', '', 'anna', '2026-01-01', '2026-01-01', 'approval', <1>, <2>),
    (<2>, '', '', 'of {I}', '2026-01-01', '2026-01-01', 'approval', <2>, <3>);

INSERT INTO tags_tag VALUES (<1>, 'tax', '#fff'), (<2>, 'tag of {I}', '#000');
INSERT INTO tags_tag_documents VALUES (<1>, <1>, <1>), (<2>, <1>, <2>), (<3>, <2>, <3>);
INSERT INTO cabinets_cabinet VALUES (<1>, 'Finance', 1, 8, 1, 0, NULL), (<2>, '2026', 2, 5, 1, 1, <1>), (<3>, 'Below 2026 of {I}', 3, 4, 1, 2, <2>),
    (<4>, 'Below Finance of {I}', 6, 7, 1, 1, <1>), (<5>, 'Cabinet of {I}', 1, 2, 2, 0, NULL);
INSERT INTO cabinets_cabinet_documents VALUES (<1>, <1>, <1>), (<2>, <3>, <2>), (<3>, <5>, <3>);
INSERT INTO metadata_metadatatype VALUES (<1>, 'number', 'Number', NULL, NULL, '', '', '', ''), (<2>, 'metadata_{I}', 'of {I}', NULL, NULL, '', '', '', '');
INSERT INTO metadata_documenttypemetadatatype VALUES (<1>, true, <1>, <1>), (<2>, false, <2>, <2>);
INSERT INTO metadata_documentmetadata VALUES (<1>, '17', <1>, <1>), (<2>, 'value of {I}', <2>, <2>);
INSERT INTO linking_smartlink VALUES (<1>, 'Same number', '', true), (<2>, 'Link of {I}', '', true);
INSERT INTO linking_smartlink_document_types VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO linking_smartlinkcondition VALUES (<1>, '&', 'label', 'exact', '{{ document.label }}', false, true, <1>),
    (<2>, '&', 'label', 'exact', '{I}', false, true, <2>);
INSERT INTO web_links_weblink VALUES (<1>, 'Search', 'https://example.com', true), (<2>, 'Web link of {I}', 'https://example.com', true);
INSERT INTO web_links_weblink_document_types VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);

INSERT INTO events_storedeventtype VALUES (<1>, 'documents.document_create'), (<2>, 'tags.tag_attached');
INSERT INTO document_indexing_indextemplate VALUES (<1>, 'Year', true, 'year'), (<2>, 'Index of {I}', true, 'index-{I}');
INSERT INTO document_indexing_indextemplate_document_types VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO document_indexing_indextemplateeventtrigger VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO document_indexing_indextemplatenode VALUES (<1>, '', true, false, 1, 6, 1, 0, <1>, NULL), (<2>, '{{ year }}', true, true, 2, 3, 1, 1, <1>, <1>),
    (<3>, '{{ node of {I} }}', true, true, 4, 5, 1, 1, <1>, <1>), (<4>, '', true, false, 1, 2, 2, 0, <2>, NULL);
INSERT INTO document_indexing_indexinstancenode VALUES (<1>, '', 1, 4, 1, 0, <1>, NULL), (<2>, '2026', 2, 3, 1, 1, <2>, <1>);
INSERT INTO document_indexing_indexinstancenode_documents VALUES (<1>, <2>, <2>);

INSERT INTO document_states_workflow VALUES (<1>, 'Approval', 'approval', true), (<2>, 'Workflow of {I}', 'workflow_{I}', false);
INSERT INTO document_states_workflow_document_types VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO document_states_workflowstate VALUES (<1>, 'New', true, <1>, 0), (<2>, 'Approved', false, <1>, 100), (<3>, 'New', true, <2>, 0), (<4>, 'Done', false, <2>, 100);
INSERT INTO document_states_workflowtransition VALUES (<1>, 'Approve', <2>, <1>, <1>, ''), (<2>, 'Finish', <4>, <3>, <2>, '');
INSERT INTO document_states_workflowtransitionfield VALUES (<1>, 1, 'reason', 'Reason', '', true, <1>, NULL, ''), (<2>, 1, 'reason', 'Reason', '', true, <2>, NULL, '');
INSERT INTO document_states_workflowtransitiontriggerevent VALUES (<1>, <1>, <1>), (<2>, <2>, <2>);
INSERT INTO document_states_workflowstateescalation VALUES (<1>, '', 1, true, 'days', 1, '', <1>, <1>), (<2>, '', 1, true, 'days', 1, 'of {I}', <3>, <2>);
INSERT INTO document_states_workflowinstance VALUES (<1>, <1>, <1>, '{}', '2026-01-01'), (<2>, <2>, <1>, '{}', '2026-01-01'), (<3>, <3>, <2>, '{}', '2026-01-01');
INSERT INTO document_states_workflowinstancelogentry VALUES (<1>, '2026-01-01', '', <1>, <2>, <1>, '{}'), (<2>, '2026-01-01', 'of {I}', <2>, <3>, <3>, '{}');
INSERT INTO mailer_usermailer VALUES (<1>, 'Mail', true, 'mailer.Smtp', '{"password": "mail password of {I}"}', true),
    (<2>, 'Mail of {I}', false, 'mailer.Smtp', '{"password": "mail password of {I}"}', true);
INSERT INTO document_states_workflowstateaction VALUES (<1>, 'tag it', true, 1, 'tags.AttachTagAction', '{"tags": [<1>]}', <2>, ''),
    (<2>, 'tag it', true, 1, 'tags.AttachTagAction', '{"tags": [<1>, <2>]}', <4>, ''),
    (<3>, 'file it', true, 1, 'cabinets.CabinetAddAction', '{"cabinets": ["<3>", "<4>"]}', <4>, ''),
    (<4>, 'describe it', true, 1, 'metadata.DocumentMetadataAddAction', '{"metadata_types": [<2>]}', <4>, ''),
    (<5>, 'change it', true, 1, 'metadata.DocumentMetadataEditAction', '{"metadata_type": <2>, "value": "7"}', <4>, ''),
    (<6>, 'mail it', true, 1, 'mailer.EmailAction', '{"mailing_profile": <2>, "recipient": "anna"}', <4>, ''),
    (<7>, 'open it', true, 1, 'acls.GrantDocumentAccessAction', '{"roles": [<1>, <2>], "permissions": ["documents.document_view"]}', <4>, ''),
    (<8>, 'start it', true, 1, 'document_states.DocumentWorkflowLaunchAction', '{"workflows": [<1>]}', <4>, ''),
    (<9>, 'sign it', true, 1, 'document_signatures.DocumentSignatureDetachedAction', '{"key": <2>}', <4>, ''),
    (<10>, 'post it', true, 1, 'document_states.HTTPAction', '{"url": "https://example.com", "timeout": 4}', <4>, ''),
    (<11>, 'grant it', true, 1, 'acls.GrantAccessAction', '{"content_type": <5>, "object_id": <2>, "roles": [<2>]}', <4>, '');

INSERT INTO converter_asset VALUES (<1>, 'Logo', 'logo', 'asset-0-1'), (<2>, 'Asset of {I}', 'asset_{I}', 'asset-{I}-2');
INSERT INTO converter_storedlayer VALUES (<1>, 'saved_transformations', 100), (<2>, 'redactions', 0);
INSERT INTO converter_objectlayer VALUES (<1>, <1>, true, <3>, <1>), (<2>, <2>, true, <3>, <2>), (<3>, <3>, true, <2>, <1>);
INSERT INTO converter_layertransformation VALUES (<1>, 0, 'rotate', 'degrees: 90', true, <1>), (<2>, 0, 'redaction of {I}', '', true, <2>),
    (<3>, 0, 'zoom of {I}', '', true, <3>);

INSERT INTO acls_accesscontrollist VALUES (<1>, <1>, <1>, <1>), (<2>, <2>, <1>, <2>), (<3>, <4>, <4>, <1>), (<4>, <2>, <5>, <1>), (<5>, <2>, <7>, <2>), (<6>, <2>, <8>, <2>);
INSERT INTO acls_accesscontrollist_permissions VALUES (<1>, <1>, <1>), (<2>, <2>, <1>), (<3>, <3>, <2>), (<4>, <4>, <2>), (<5>, <5>, <1>), (<6>, <6>, <1>);
INSERT INTO actstream_action (id, actor_content_type_id, actor_object_id, verb, target_content_type_id, target_object_id, action_object_content_type_id,
    action_object_object_id, timestamp, public) VALUES
    (<1>, <6>, '<2>', 'documents.document_create', <1>, '<1>', NULL, NULL, '2026-01-01', true),
    (<2>, <6>, '<3>', 'of {I} tags.tag_attached', <5>, '<2>', <1>, '<2>', '2026-01-01', true),
    (<3>, <1>, '<3>', 'of {I} cabinets.add', <4>, '<5>', <1>, '<3>', '2026-01-01', true);
INSERT INTO actstream_follow VALUES (<1>, '<1>', true, '2026-01-01', <1>, <2>, ''), (<2>, '<2>', true, '2026-01-01', <5>, <3>, '');
INSERT INTO events_eventsubscription VALUES (<1>, <2>, <1>), (<2>, <3>, <2>);
INSERT INTO events_objecteventsubscription VALUES (<1>, <1>, <1>, <1>, <2>), (<2>, <2>, <5>, <2>, <3>), (<3>, <3>, <1>, <1>, <2>);
INSERT INTO events_notification VALUES (<1>, false, <1>, <2>), (<2>, true, <2>, <3>);
INSERT INTO messaging_message (id, sender_content_type_id, sender_object_id, subject, body, read, date_time, user_id) VALUES
    (<1>, NULL, NULL, 'Welcome', '', false, '2026-01-01', <2>), (<2>, <6>, <2>, 'Message of {I}', '', false, '2026-01-01', <3>);
INSERT INTO django_admin_log VALUES (<1>, '2026-01-01', '<3>', 'user of {I}', 1, '', <6>, <1>);
INSERT INTO quotas_quota VALUES (<1>, 'quotas.QuotaOf{I}', '{"document_type_all": false, "document_type_ids": [<2>], "documents_limit": 5, "group_ids": [<2>], "user_all": false, "user_ids": [<2>, <3>]}', true);
INSERT INTO sources_source VALUES (<1>, 'Upload', true, '{"uncompress": "y"}', 'sources.SourceBackendWebForm'),
    (<2>, 'Mail of {I}', true, '{"password": "source password of {I}", "document_type_id": <2>, "subject_metadata_type_id": "<2>", "from_metadata_type_id": null}', 'sources.SourceBackendIMAPEmail');
INSERT INTO django_celery_beat_intervalschedule VALUES (<1>, 600, 'seconds'), (<2>, 60, 'seconds');
INSERT INTO django_celery_beat_periodictask (id, name, task, args, kwargs, enabled, total_run_count, date_changed, description, interval_id, one_off, headers) VALUES
    (<1>, 'statistics', 'statistics.tasks', '[]', '{}', true, 0, '2026-01-01', '', <2>, false, '{}'),
    (<2>, 'check_interval_source-<2>', 'sources.tasks.task_source_process_document', '[]', '{"source_id": <2>}', true, 0, '2026-01-01', 'of {I}', <1>, false, '{}');

INSERT INTO file_caching_cache VALUES (<1>, 100, 'documents__versionpageimagecache');
INSERT INTO file_caching_cachepartition VALUES (<1>, 'version-<2>-page-<2>', <1>);
INSERT INTO file_caching_cachepartitionfile VALUES (<1>, '2026-01-01', 'base_image', 1, <1>, 1);
INSERT INTO duplicates_storedduplicatebackend VALUES (<1>, 'duplicates.Checksum', '{}');
INSERT INTO duplicates_duplicatebackendentry VALUES (<1>, <2>, <1>);
INSERT INTO duplicates_duplicatebackendentry_documents VALUES (<1>, <1>, <3>);
INSERT INTO lock_manager_lock VALUES (<1>, '2026-01-01', 10, 'lock of {I}');
INSERT INTO logging_storederrorlog VALUES (<1>, 'documents');
INSERT INTO logging_errorlogpartition VALUES (<1>, 'documents.document.<2>', <1>, <1>, <2>);
INSERT INTO logging_errorlogpartitionentry VALUES (<1>, '2026-01-01', 'error of {I}', <1>);
INSERT INTO mayan_statistics_statisticresult VALUES (<1>, 'documents-per-month', '2026-01-01', '{}');
INSERT INTO storage_downloadfile VALUES (<1>, 'download-{I}', 'a.zip', '2026-01-01', <2>, 'a.zip', <1>, <1>);
INSERT INTO storage_shareduploadedfile VALUES (<1>, 'upload-{I}', 'a.pdf', '2026-01-01');
