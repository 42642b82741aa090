INSERT INTO document_types (id, uuid, name, code, description, template_required, template_path, approval_required,
    review_required, retention_years, numbering_prefix, numbering_format, is_active, created_at, updated_at, metadata,
    created_by_id)
SELECT type.id, pg_temp.identity('document type', type.id), type.name, type.code, type.description, false, '', true, true,
    7, '', '{prefix}-{year}-{sequence:04d}', true, pg_temp.moment('type', type.id), pg_temp.moment('type new', type.id),
    '{}', 1
FROM (VALUES
    (1, 'Work Instructions (SOP)', 'SOP', 'Work instructions and standard operating procedures'),
    (2, 'Policy', 'POL', 'Company policies and guidelines'),
    (3, 'Manual', 'MAN', 'User manuals and handbooks'),
    (4, 'Forms and Templates', 'FORM', 'Forms, templates, and document formats'),
    (5, 'Procedures', 'PROC', 'Step-by-step processes'),
    (6, 'Records', 'REC', 'Records for compliance and audit purposes'),
    -- Its name is another type's code, and its own code is empty: only the code distinguishes them.
    (7, 'POL', '', '')
) AS type (id, name, code, description);

INSERT INTO document_sources (id, uuid, name, source_type, description, requires_verification, requires_signature,
    is_active, created_at)
SELECT source.id, pg_temp.identity('document source', source.id), source.name, source.type, source.description,
    source.id > 1, false, true, pg_temp.moment('source', source.id)
FROM (VALUES
    (1, 'Original Digital Draft', 'original_digital', 'Uploaded draft; a signed PDF is made upon approval.'),
    (2, 'Scanned Original', 'scanned_original', 'Made directly from the original on paper.'),
    (3, 'Scanned Copy', 'scanned_copy', 'Made from a photocopy of the original.')
) AS source (id, name, type, description);

-- A document has one to three versions, and sometimes supersedes an older document.
INSERT INTO documents (id, uuid, document_number, title, description, keywords, version_major, version_minor, status,
    priority, file_name, file_path, file_size, file_checksum, mime_type, is_encrypted, encryption_metadata, created_at,
    updated_at, review_date, approval_date, effective_date, review_due_date, obsolete_date, reason_for_change,
    change_summary, is_active, requires_training, is_controlled, search_vector, metadata, approver_id, author_id,
    document_source_id, document_type_id, reviewer_id, supersedes_id, obsolescence_date, obsolescence_reason,
    obsoleted_by_id)
SELECT i, file.uuid,
    pg_temp.one_of(ARRAY['POL', 'SOP', 'MAN', 'FORM', 'PROC', 'REC'], 'prefix', i) || '-2025-' || lpad(i::text, greatest(6, length(i::text)), '0')
        || '-v' || lpad(pg_temp.versions(i)::text, 2, '0') || '.00',
    left(pg_temp.phrase('title', i), 255), pg_temp.prose('description', i), left(pg_temp.phrase('keywords', i), 500),
    pg_temp.versions(i), 0,
    pg_temp.one_of(ARRAY['DRAFT', 'UNDER_REVIEW', 'APPROVED', 'EFFECTIVE', 'EFFECTIVE', 'OBSOLETE'], 'status', i),
    pg_temp.one_of(ARRAY['low', 'normal', 'normal', 'high', 'urgent'], 'priority', i),
    file.name, file.path, file.size, file.sha256, file.mime_type, false, '{}',
    pg_temp.moment('document', i), pg_temp.moment('document updated', i),
    CASE WHEN pg_temp.one_in(2, 'reviewed', i) THEN pg_temp.moment('reviewed', i) END,
    CASE WHEN pg_temp.one_in(3, 'approved', i) THEN pg_temp.moment('approved', i) END,
    CASE WHEN pg_temp.one_in(3, 'approved', i) THEN pg_temp.moment('effective', i)::date END,
    date '2026-01-01' + pg_temp.below(700, 'due', i)::integer,
    NULL, pg_temp.prose('reason', i), pg_temp.prose('change', i),
    NOT pg_temp.one_in(20, 'inactive document', i), pg_temp.one_in(4, 'training', i), true, '',
    pg_temp.details('document', i),
    CASE WHEN pg_temp.one_in(3, 'approved', i) THEN pg_temp.somebody('approver', i) END,
    pg_temp.somebody('author', i),
    1 + pg_temp.below(3, 'source', i),
    1 + pg_temp.below(7, 'type', i),
    CASE WHEN pg_temp.one_in(2, 'reviewed', i) THEN pg_temp.somebody('reviewer', i) END,
    CASE WHEN i > 1 AND pg_temp.one_in(8, 'supersedes', i) THEN i - 1 - pg_temp.below(least(i - 1, 5), 'elder', i) END,
    CASE WHEN pg_temp.one_in(30, 'obsolete', i) THEN date '2026-06-30' END,
    CASE WHEN pg_temp.one_in(30, 'obsolete', i) THEN pg_temp.prose('obsolete', i) ELSE '' END,
    CASE WHEN pg_temp.one_in(30, 'obsolete', i) THEN pg_temp.somebody('obsolete', i) END
FROM generate_series(1, ${documents}) AS i
JOIN generated_file AS file ON file.kind = 'document' AND file.number = i
ORDER BY i;

-- The newest version shares the document's file; some old versions have a file in the archive, others only a row.
INSERT INTO document_versions (id, uuid, version_major, version_minor, version_comment, file_name, file_path, file_size,
    file_checksum, created_at, status, change_summary, reason_for_change, metadata, created_by_id, document_id)
SELECT row_number() OVER (ORDER BY i, version), pg_temp.identity('version', i * 10 + version), version, 0,
    pg_temp.prose('version', i * 10 + version), coalesce(file.name, ''), coalesce(file.path, ''), file.size,
    coalesce(file.sha256, ''), pg_temp.moment('version', i * 10 + version),
    CASE WHEN version = pg_temp.versions(i) THEN 'EFFECTIVE' ELSE 'SUPERSEDED' END,
    pg_temp.prose('version change', i * 10 + version), pg_temp.prose('version reason', i * 10 + version),
    pg_temp.details('version', i * 10 + version), pg_temp.somebody('author', i), i
FROM generate_series(1, ${documents}) AS i
CROSS JOIN LATERAL generate_series(1, pg_temp.versions(i)) AS version
LEFT JOIN generated_file AS file
    ON file.kind = CASE WHEN version = pg_temp.versions(i) THEN 'document' ELSE 'version' END
    AND file.number = CASE WHEN version = pg_temp.versions(i) THEN i ELSE i * 10 + version END;

INSERT INTO document_attachments (id, uuid, name, description, attachment_type, file_name, file_path, file_size,
    file_checksum, mime_type, uploaded_at, is_active, is_public, requires_signature, version, metadata, document_id,
    uploaded_by_id)
SELECT row_number() OVER (ORDER BY i), file.uuid, left(pg_temp.phrase('attachment', i), 255), pg_temp.prose('attachment', i),
    pg_temp.one_of(ARRAY['SUPPORTING', 'REFERENCE', 'FORM'], 'attachment', i), file.name, file.path, file.size,
    file.sha256, file.mime_type, pg_temp.moment('attachment', i), true, pg_temp.one_in(4, 'public', i), false, 1, '{}', i,
    pg_temp.somebody('attachment', i)
FROM generated_file AS file, LATERAL (SELECT file.number AS i) AS document
WHERE file.kind = 'attachment';

-- Every third comment replies to the previous one of the same document.
INSERT INTO document_comments (id, uuid, comment_type, subject, content, page_number, section, line_reference, created_at,
    updated_at, is_resolved, resolved_at, is_internal, requires_response, metadata, author_id, document_id,
    parent_comment_id, resolved_by_id)
SELECT i, pg_temp.identity('comment', i), pg_temp.one_of(ARRAY['GENERAL', 'REVIEW', 'QUESTION'], 'comment', i),
    left(pg_temp.phrase('comment', i), 200), pg_temp.prose('comment', i),
    CASE WHEN pg_temp.one_in(2, 'page', i) THEN pg_temp.below(60, 'page', i) END, '', '',
    pg_temp.moment('comment', i), pg_temp.moment('comment updated', i), pg_temp.one_in(3, 'resolved', i),
    CASE WHEN pg_temp.one_in(3, 'resolved', i) THEN pg_temp.moment('resolved', i) END, pg_temp.one_in(5, 'internal', i),
    false, '{}', pg_temp.somebody('comment', i), pg_temp.document('comment', i / 3),
    CASE WHEN i % 3 = 2 THEN i - 1 END,
    CASE WHEN pg_temp.one_in(3, 'resolved', i) THEN pg_temp.somebody('resolved', i) END
FROM generate_series(1, ${documents} / 2 + 3) AS i;

INSERT INTO document_dependencies (uuid, dependency_type, description, is_critical, created_at, is_active, metadata,
    created_by_id, depends_on_id, document_id)
SELECT pg_temp.identity('dependency', i), pg_temp.one_of(ARRAY['REFERENCE', 'IMPLEMENTS', 'SUPERSEDES'], 'dependency', i),
    pg_temp.prose('dependency', i), pg_temp.one_in(6, 'critical', i), pg_temp.moment('dependency', i), true, '{}',
    pg_temp.somebody('dependency', i), i - 1 - pg_temp.below(least(i - 1, 40), 'depends', i), i
FROM generate_series(2, ${documents}) AS i
WHERE i = 2 OR pg_temp.one_in(4, 'has dependency', i);

INSERT INTO document_access_logs (uuid, access_type, access_timestamp, ip_address, user_agent, session_id, success,
    failure_reason, document_version, file_downloaded, access_duration, metadata, document_id, user_id)
SELECT pg_temp.identity('access', i), pg_temp.one_of(ARRAY['VIEW', 'VIEW', 'EDIT', 'DOWNLOAD'], 'access', i),
    pg_temp.moment('access', i), pg_temp.address('access', i), pg_temp.agent('access', i), pg_temp.session('access', i),
    NOT pg_temp.one_in(40, 'denied', i), '', '01.00', pg_temp.one_in(4, 'download', i),
    CASE WHEN pg_temp.one_in(3, 'duration', i) THEN pg_temp.below(9000000, 'access', i) * interval '1 millisecond' END,
    '{}', pg_temp.document('access', i), pg_temp.somebody('access', i)
FROM generate_series(1, ${documents} * 2) AS i;
