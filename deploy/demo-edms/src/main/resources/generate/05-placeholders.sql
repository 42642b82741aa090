INSERT INTO placeholder_definitions (id, uuid, name, display_name, description, placeholder_type, data_source, source_field,
    format_string, date_format, default_value, validation_rules, is_active, requires_permission, cache_duration,
    created_at, updated_at, created_by_id)
SELECT row_number() OVER (), pg_temp.identity('placeholder', row_number() OVER ()), name,
    initcap(replace(name, '_', ' ')), '', type, source, lower(name), '', '%Y-%m-%d', '', '{}', true, '', 300,
    timestamptz '2025-01-03 06:00:19.565+00', timestamptz '2025-01-03 06:00:19.565+00', 1
FROM (VALUES
    ('DOCUMENT', 'DOCUMENT_MODEL', 'DOCUMENT_NUMBER DOCUMENT_TITLE DOCUMENT_TYPE DOCUMENT_SOURCE VERSION_MAJOR '
        || 'VERSION_MINOR VERSION_FULL DOCUMENT_STATUS APPROVAL_DATE EFFECTIVE_DATE AUTHOR REVIEWER APPROVER DEPARTMENT '
        || 'CREATION_DATE LAST_MODIFIED DOC_BASE_NUMBER'),
    ('SYSTEM', 'SYSTEM_CONFIG', 'DOWNLOADED_DATE ORGANIZATION SYSTEM_NAME COMPANY_NAME CURRENT_DATE CURRENT_TIME '
        || 'CURRENT_YEAR CURRENT_DATETIME DOWNLOAD_DATE DOWNLOAD_TIME DOWNLOAD_DATETIME'),
    ('SYSTEM', 'COMPUTED', 'VERSION_HISTORY REVISION_COUNT PREVIOUS_VERSION DIGITAL_SIGNATURE')
) AS family (type, source, names),
    regexp_split_to_table(names, ' ') AS name;

INSERT INTO document_templates (id, uuid, name, description, template_type, file_path, output_filename_pattern,
    processing_rules, version, status, is_default, usage_count, last_used, created_at, updated_at, created_by_id)
SELECT i, pg_temp.identity('template', i), 'Template ' || (1 + i / 2), pg_temp.prose('template', i), 'DOCX', '',
    '{number}-{title}.docx', pg_temp.details('template', i), CASE WHEN i % 2 = 0 THEN '1.0' ELSE '2.0' END, 'ACTIVE',
    i = 1, pg_temp.below(500, 'template', i), NULL, pg_temp.moment('template', i), pg_temp.moment('template new', i), 1
FROM generate_series(1, 8) AS i;

INSERT INTO template_placeholders (uuid, is_required, default_value, validation_rules, "order", format_override, created_at,
    placeholder_id, template_id)
SELECT pg_temp.identity('template placeholder', template * 100 + placeholder), placeholder % 2 = 0, '', '{}', placeholder,
    '', pg_temp.moment('template', template), placeholder, template
FROM generate_series(1, 8) AS template, generate_series(1, 32) AS placeholder
WHERE placeholder = template OR pg_temp.one_in(4, 'template placeholder', template * 100 + placeholder);

INSERT INTO placeholder_cache (uuid, cache_key, cached_value, context_hash, created_at, expires_at, hit_count,
    placeholder_id)
SELECT pg_temp.identity('cache', i), 'document:' || i, pg_temp.word('cache', i), pg_temp.digest('cache', i),
    pg_temp.moment('cache', i), pg_temp.moment('cache', i) + interval '5 minutes', pg_temp.below(50, 'cache', i),
    1 + pg_temp.below(32, 'cached', i)
FROM generate_series(1, least(${documents}, 1000)) AS i;

INSERT INTO document_generations (uuid, output_format, context_data, generation_options, status, output_file_path,
    output_filename, file_size, file_checksum, started_at, completed_at, processing_time, error_message, created_at,
    requested_by_id, source_document_id, template_id)
SELECT pg_temp.identity('generation', i), 'PDF', pg_temp.details('generation', i), '{}', 'COMPLETED', '', '', NULL, '',
    pg_temp.moment('generation', i), pg_temp.moment('generation', i) + interval '1.5 seconds', interval '1.5 seconds', '',
    pg_temp.moment('generation', i), pg_temp.somebody('generation', i),
    CASE WHEN pg_temp.one_in(9, 'no source', i) THEN NULL ELSE pg_temp.document('generation', i) END,
    1 + pg_temp.below(8, 'generation', i)
FROM generate_series(1, ${documents} / 10 + 1) AS i;
