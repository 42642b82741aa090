-- Tables of Papermerge 3 in which ids are, with rows as its pages make them.

CREATE TYPE owner_type_enum AS ENUM ('user', 'group');
CREATE TABLE users (id uuid PRIMARY KEY, username varchar(150) NOT NULL UNIQUE, email varchar(254) NOT NULL UNIQUE,
    created_by uuid REFERENCES users);
CREATE TABLE groups (id uuid PRIMARY KEY, name varchar NOT NULL, created_by uuid NOT NULL REFERENCES users);
CREATE TABLE nodes (id uuid PRIMARY KEY, title varchar(200) NOT NULL, ctype varchar(8) NOT NULL, lang varchar(8) NOT NULL,
    parent_id uuid REFERENCES nodes, created_by uuid NOT NULL REFERENCES users);
CREATE TABLE folders (node_id uuid PRIMARY KEY REFERENCES nodes);
CREATE TABLE documents (node_id uuid PRIMARY KEY REFERENCES nodes, ocr boolean NOT NULL, ocr_status varchar NOT NULL);
CREATE TABLE document_versions (id uuid PRIMARY KEY, number integer NOT NULL, file_name varchar, size integer NOT NULL,
    page_count integer NOT NULL, checksum varchar, document_id uuid NOT NULL REFERENCES documents, mime_type varchar NOT NULL);
CREATE TABLE pages (id uuid PRIMARY KEY, number integer NOT NULL, page_count integer NOT NULL, lang varchar NOT NULL, text varchar,
    document_version_id uuid NOT NULL REFERENCES document_versions);
CREATE TABLE tags (id uuid PRIMARY KEY, name varchar NOT NULL, fg_color varchar, pinned boolean NOT NULL);
CREATE TABLE ownerships (id serial PRIMARY KEY, owner_type varchar(20) NOT NULL, owner_id uuid NOT NULL,
    resource_type varchar(50) NOT NULL, resource_id uuid NOT NULL, UNIQUE (resource_type, resource_id));
CREATE TABLE special_folders (id uuid PRIMARY KEY, owner_type owner_type_enum NOT NULL, owner_id uuid NOT NULL,
    folder_id uuid NOT NULL REFERENCES folders);
CREATE TABLE audit_log (id uuid PRIMARY KEY, table_name varchar(63) NOT NULL, record_id uuid NOT NULL,
    operation varchar(10) NOT NULL, user_id uuid, username varchar(150), session_id varchar(255), user_agent text,
    old_values jsonb, new_values jsonb);

INSERT INTO users SELECT md5('user' || i)::uuid, 'user' || i, 'user' || i || '@example.org', md5('user1')::uuid
    FROM generate_series(1, 10) i;
INSERT INTO groups SELECT md5('group' || i)::uuid, 'group' || i, md5('user1')::uuid FROM generate_series(1, 5) i;
INSERT INTO nodes SELECT md5('node' || i)::uuid, CASE WHEN i <= 30 THEN 'folder ' ELSE 'letter ' END || i,
    CASE WHEN i <= 30 THEN 'folder' ELSE 'document' END, 'de', CASE WHEN i > 10 THEN md5('node' || (1 + i % 10))::uuid END,
    md5('user' || (1 + i % 10))::uuid FROM generate_series(1, 150) i;
INSERT INTO folders SELECT md5('node' || i)::uuid FROM generate_series(1, 30) i;
INSERT INTO documents SELECT md5('node' || i)::uuid, true, 'DONE' FROM generate_series(31, 150) i;
INSERT INTO document_versions SELECT md5('version' || i)::uuid, 1, 'letter-' || i || '.pdf', i * 1013, 1 + i % 9, md5('file' || i),
    md5('node' || (30 + i))::uuid, 'application/pdf' FROM generate_series(1, 120) i;
INSERT INTO pages SELECT md5('page' || i)::uuid, 1 + i % 9, 9, 'de', 'page ' || i, md5('version' || (1 + i % 120))::uuid
    FROM generate_series(1, 400) i;
INSERT INTO tags SELECT md5('tag' || i)::uuid, 'tag ' || i, '#ffffff', false FROM generate_series(1, 20) i;
INSERT INTO ownerships (owner_type, owner_id, resource_type, resource_id)
    SELECT CASE WHEN i % 4 = 0 THEN 'group' ELSE 'user' END,
        md5(CASE WHEN i % 4 = 0 THEN 'group' || (1 + i % 5) ELSE 'user' || (1 + i % 10) END)::uuid,
        CASE WHEN i <= 150 THEN 'node' ELSE 'tag' END, md5(CASE WHEN i <= 150 THEN 'node' || i ELSE 'tag' || (i - 150) END)::uuid
    FROM generate_series(1, 170) i;
INSERT INTO special_folders SELECT md5('special' || i)::uuid, (CASE WHEN i > 10 THEN 'group' ELSE 'user' END)::owner_type_enum,
    md5(CASE WHEN i > 10 THEN 'group' || (i - 10) ELSE 'user' || i END)::uuid, md5('node' || i)::uuid FROM generate_series(1, 15) i;
INSERT INTO audit_log SELECT md5('audit' || i)::uuid, (ARRAY['nodes', 'documents', 'tags'])[1 + i % 3],
    md5((ARRAY['node' || (1 + i % 150), 'node' || (31 + i % 120), 'tag' || (1 + i % 20)])[1 + i % 3])::uuid, 'UPDATE',
    md5('user' || (1 + i % 10))::uuid, 'user' || (1 + i % 10), md5('session' || i), 'Mozilla/5.0',
    jsonb_build_object('title', 'a' || i, 'parent_id', md5('node' || (1 + i % 30))::uuid),
    jsonb_build_object('title', 'b' || i, 'parent_id', md5('node' || (1 + i % 10))::uuid) FROM generate_series(1, 300) i;
