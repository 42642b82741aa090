CREATE FUNCTION pg_temp.versions(document bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 1 + pg_temp.below(3, 'versions', document)::integer $$;

-- Files on disk: one for every document, for some old versions, and for some attachments.
CREATE TEMPORARY TABLE planned_file AS
SELECT row_number() OVER () AS position, kind, number, pg_temp.identity(kind, number) AS uuid,
    folder || pg_temp.identity(kind, number) || '.' || extension AS path, extension
FROM (
    SELECT 'document' AS kind, i AS number, 'storage/documents/' AS folder
    FROM generate_series(1, ${documents}) AS i
    UNION ALL
    SELECT 'version', i * 10 + version, 'storage/documents/versions/'
    FROM generate_series(1, ${documents}) AS i, generate_series(1, 2) AS version
    WHERE version < pg_temp.versions(i) AND pg_temp.one_in(4, 'archived', i * 10 + version)
    UNION ALL
    SELECT 'attachment', i, 'storage/attachments/'
    FROM generate_series(1, ${documents}) AS i
    WHERE i = 1 OR pg_temp.one_in(20, 'attachment', i)
) AS owner,
    LATERAL pg_temp.one_of(ARRAY['docx', 'docx', 'docx', 'pdf', 'pdf', 'txt'], kind || 'extension', number) AS extension;
CREATE INDEX ON planned_file (position);

CREATE TEMPORARY TABLE generated_file (
    kind      text,
    number    bigint,
    uuid      uuid,
    name      text,
    path      text,
    mime_type text,
    size      bigint,
    sha256    text
);
