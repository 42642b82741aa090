-- A schema that uses each kind of thing the DDL knows how to make again.

CREATE ROLE :owner;
CREATE ROLE :reader;

CREATE SCHEMA registry;
CREATE SCHEMA "Odd Names; DROP";
COMMENT ON SCHEMA registry IS 'It''s the registry; -- nothing else';
ALTER SCHEMA registry OWNER TO :owner;
GRANT USAGE ON SCHEMA registry TO :reader;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Types

CREATE TYPE registry.state AS ENUM ('draft', 'in review', 'it''s final');
ALTER TYPE registry.state ADD VALUE 'rejected' BEFORE 'it''s final';
COMMENT ON TYPE registry.state IS 'where it stands';
CREATE TYPE registry.address AS (street text COLLATE "C", number integer, "Zip Code" varchar(10));
CREATE TYPE registry.empty AS ();
CREATE TYPE registry.period AS RANGE (subtype = timestamptz, subtype_diff = tstzrange_subdiff);
CREATE TYPE registry.words AS RANGE (subtype = text, collation = "C");
CREATE DOMAIN registry.document_number AS varchar(20) DEFAULT 'none' NOT NULL
    CONSTRAINT has_form CHECK (VALUE ~ '^[A-Z]+-[0-9]+$' OR VALUE = 'none');
ALTER DOMAIN registry.document_number ADD CONSTRAINT not_too_short CHECK (length(VALUE) > 3) NOT VALID;
COMMENT ON DOMAIN registry.document_number IS 'as on the cover';
COMMENT ON CONSTRAINT has_form ON DOMAIN registry.document_number IS 'letters, then digits';
CREATE DOMAIN registry.positive AS integer CHECK (VALUE > 0);
GRANT USAGE ON TYPE registry.state TO :reader;
REVOKE ALL ON TYPE registry.address FROM PUBLIC;
CREATE COLLATION registry.plain (provider = libc, locale = 'C');

-- Functions

CREATE FUNCTION registry.next_number(prefix text, OUT result text, VARIADIC parts integer[]) LANGUAGE plpgsql AS $body$
BEGIN
    -- a body; with ' quotes and $$ dollars
    result := prefix || '-' || array_length(parts, 1);
END
$body$;
COMMENT ON FUNCTION registry.next_number(text, integer[]) IS 'makes numbers';
CREATE FUNCTION registry.is_short(value text, most integer DEFAULT 10) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 SET search_path = pg_catalog AS 'SELECT length(value) <= most';
CREATE FUNCTION registry.default_state() RETURNS registry.state LANGUAGE sql STABLE AS $$ SELECT 'draft'::registry.state $$;
CREATE PROCEDURE registry.tidy(INOUT count integer) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN count := 0; END $$;
COMMENT ON PROCEDURE registry.tidy(integer) IS 'tidies';
REVOKE ALL ON FUNCTION registry.is_short(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.is_short(text, integer) TO :reader;
GRANT EXECUTE ON PROCEDURE registry.tidy(integer) TO :reader WITH GRANT OPTION;
ALTER FUNCTION registry.is_short(text, integer) OWNER TO :owner;

-- Tables

CREATE SEQUENCE registry.counter AS smallint START 5 INCREMENT -2 MINVALUE -100 MAXVALUE 100 CACHE 3 CYCLE;
SELECT nextval('registry.counter'), nextval('registry.counter');
COMMENT ON SEQUENCE registry.counter IS 'counts down';
GRANT USAGE, SELECT ON SEQUENCE registry.counter TO :reader;

CREATE TABLE registry.people (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10),
    uuid uuid DEFAULT md5(random()::text)::uuid NOT NULL,
    name text COLLATE "C" NOT NULL,
    address registry.address,
    manager_id bigint,
    CONSTRAINT people_pkey PRIMARY KEY (id),
    CONSTRAINT people_name_key UNIQUE (name) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT people_manager_fkey FOREIGN KEY (manager_id) REFERENCES registry.people (id)
        ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO registry.people (name) VALUES ('Ada'), ('Grace');
SET CONSTRAINTS ALL IMMEDIATE;
COMMENT ON TABLE registry.people IS 'who works here';
COMMENT ON COLUMN registry.people.name IS 'as they say it';
COMMENT ON CONSTRAINT people_pkey ON registry.people IS 'the key';

CREATE TABLE registry.documents (
    id serial PRIMARY KEY,
    number registry.document_number,
    title text NOT NULL CHECK (title <> ''),
    title_length integer GENERATED ALWAYS AS (length(title)) STORED,
    state registry.state DEFAULT registry.default_state() NOT NULL,
    author_id bigint REFERENCES registry.people (id),
    valid registry.period,
    body text,
    price numeric(10, 2) DEFAULT 0.00,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    sort integer DEFAULT nextval('registry.counter'),
    "select" jsonb,
    dropped integer,
    EXCLUDE USING gist (valid WITH &&) WHERE (state = 'it''s final'),
    CONSTRAINT short_or_reviewed CHECK (registry.is_short(title) OR state <> 'draft') NO INHERIT,
    UNIQUE (number, state) INCLUDE (title)
) WITH (fillfactor = 70, autovacuum_enabled = true, toast.autovacuum_enabled = false);
ALTER TABLE registry.documents DROP COLUMN dropped;
INSERT INTO registry.documents (number, title, state) VALUES ('none', 'short', 'draft');
ALTER TABLE registry.documents ADD CONSTRAINT never_validated CHECK (title <> 'short') NOT VALID;
ALTER TABLE registry.documents ADD CONSTRAINT author_again FOREIGN KEY (author_id) REFERENCES registry.people (id) NOT VALID;
ALTER TABLE registry.documents ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE registry.documents ALTER COLUMN title SET STATISTICS 500;
ALTER TABLE registry.documents ALTER COLUMN author_id SET (n_distinct = 100);
ALTER TABLE registry.documents OWNER TO :owner;
GRANT SELECT, INSERT ON registry.documents TO :reader;
GRANT UPDATE (title, body) ON registry.documents TO :reader;
GRANT SELECT ON registry.documents TO PUBLIC;
REVOKE DELETE ON registry.documents FROM :owner;

CREATE UNLOGGED TABLE registry.scratch (id integer, note text);
CREATE TABLE registry.no_columns ();
CREATE TABLE registry.of_a_type OF registry.address (number NOT NULL DEFAULT 1, PRIMARY KEY (street));
CREATE TABLE "Odd Names; DROP"."Table ""quoted""" ("Column ;" integer DEFAULT 1, "select" text DEFAULT 'a;b');
COMMENT ON COLUMN "Odd Names; DROP"."Table ""quoted"""."Column ;" IS 'odd';

-- Inheritance and partitions

CREATE TABLE registry.thing (id integer NOT NULL, kind text DEFAULT 'thing', CONSTRAINT positive CHECK (id > 0));
CREATE TABLE registry.book (pages integer, CHECK (pages > 0)) INHERITS (registry.thing);
ALTER TABLE registry.book ALTER COLUMN kind SET DEFAULT 'book';
CREATE TABLE registry.log (
    id bigint NOT NULL, at timestamptz NOT NULL, what text DEFAULT 'nothing',
    CONSTRAINT said CHECK (what <> ''), PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE registry.log_2025 PARTITION OF registry.log FOR VALUES FROM ('2025-01-01+00') TO ('2026-01-01+00');
CREATE TABLE registry.log_2026 PARTITION OF registry.log FOR VALUES FROM ('2026-01-01+00') TO ('2027-01-01+00')
    PARTITION BY HASH (id);
CREATE TABLE registry.log_2026_0 PARTITION OF registry.log_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE registry.log_2026_1 PARTITION OF registry.log_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE registry.log_rest (what text DEFAULT 'rest', at timestamptz NOT NULL, id bigint NOT NULL,
    CONSTRAINT said CHECK (what <> ''));
ALTER TABLE registry.log ATTACH PARTITION registry.log_rest DEFAULT;
CREATE INDEX log_what ON registry.log (what);
CREATE TABLE registry.log_remark (log_id bigint, log_at timestamptz, FOREIGN KEY (log_id, log_at) REFERENCES registry.log (id, at));

-- Indexes and statistics

CREATE INDEX documents_partial ON registry.documents (lower(title)) INCLUDE (price) WHERE state = 'draft';
CREATE UNIQUE INDEX documents_expression ON registry.documents ((price * 2) DESC NULLS LAST, title text_pattern_ops);
ALTER INDEX registry.documents_expression ALTER COLUMN 1 SET STATISTICS 300;
CREATE INDEX documents_tags ON registry.documents USING gin (tags) WITH (fastupdate = off);
COMMENT ON INDEX registry.documents_tags IS 'finds tags';
CREATE UNIQUE INDEX people_uuid ON registry.people (uuid);
ALTER TABLE registry.people REPLICA IDENTITY USING INDEX people_uuid;
ALTER TABLE registry.people CLUSTER ON people_pkey;
ALTER TABLE registry.scratch REPLICA IDENTITY FULL;
CREATE STATISTICS registry.together (dependencies, ndistinct) ON title, state FROM registry.documents;
COMMENT ON STATISTICS registry.together IS 'go together';

-- Views

CREATE VIEW registry.drafts WITH (security_barrier = true) AS
    SELECT d.id, d.title, p.name AS author FROM registry.documents d LEFT JOIN registry.people p ON p.id = d.author_id
    WHERE d.state = 'draft';
COMMENT ON VIEW registry.drafts IS 'not done yet';
CREATE VIEW registry.checked AS SELECT id, note FROM registry.scratch WHERE id > 0 WITH LOCAL CHECK OPTION;
ALTER VIEW registry.checked ALTER COLUMN note SET DEFAULT 'none';
CREATE VIEW registry.grouped AS SELECT d.*, count(*) AS n FROM registry.people d GROUP BY d.id;
CREATE MATERIALIZED VIEW registry.by_state AS SELECT state, count(*) AS documents FROM registry.documents GROUP BY state;
CREATE UNIQUE INDEX by_state_state ON registry.by_state (state);
CREATE MATERIALIZED VIEW registry.a_first AS SELECT sum(documents) AS total FROM registry.by_state;
CREATE MATERIALIZED VIEW registry.never_filled AS SELECT 1 AS one WITH NO DATA;
COMMENT ON MATERIALIZED VIEW registry.by_state IS 'how many';
GRANT SELECT ON registry.drafts TO :reader;
CREATE FUNCTION registry.draft(wanted integer) RETURNS SETOF registry.drafts LANGUAGE sql
    AS $$ SELECT * FROM registry.drafts WHERE id = wanted $$;

-- What happens when they are used

CREATE FUNCTION registry.noticed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER documents_noticed BEFORE INSERT OR UPDATE OF title ON registry.documents
    FOR EACH ROW WHEN (NEW.title IS NOT NULL) EXECUTE FUNCTION registry.noticed('argument');
CREATE TRIGGER log_noticed AFTER INSERT ON registry.log FOR EACH ROW EXECUTE FUNCTION registry.noticed();
CREATE CONSTRAINT TRIGGER people_noticed AFTER INSERT ON registry.people DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION registry.noticed();
CREATE TRIGGER people_off AFTER DELETE ON registry.people FOR EACH STATEMENT EXECUTE FUNCTION registry.noticed();
ALTER TABLE registry.people DISABLE TRIGGER people_off;
COMMENT ON TRIGGER documents_noticed ON registry.documents IS 'looks on';
CREATE RULE scratch_nothing AS ON DELETE TO registry.scratch DO INSTEAD NOTHING;
COMMENT ON RULE scratch_nothing ON registry.scratch IS 'stays';
ALTER TABLE registry.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry.documents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_only ON registry.documents AS RESTRICTIVE FOR UPDATE TO :reader, :owner
    USING (state = 'draft') WITH CHECK (price > 0);
CREATE POLICY all_see ON registry.documents FOR SELECT USING (true);
COMMENT ON POLICY all_see ON registry.documents IS 'everybody';

-- Foreign data and default privileges

CREATE FOREIGN DATA WRAPPER elsewhere OPTIONS (mode 'it''s "odd"');
CREATE SERVER archive TYPE 'files' VERSION '1' FOREIGN DATA WRAPPER elsewhere OPTIONS (host 'archive');
CREATE FOREIGN TABLE registry.old_documents (id integer OPTIONS (name 'ID') NOT NULL, title text) SERVER archive OPTIONS (file 'old');
GRANT USAGE ON FOREIGN SERVER archive TO :reader;
ALTER DEFAULT PRIVILEGES FOR ROLE :owner IN SCHEMA registry GRANT SELECT ON TABLES TO :reader;
ALTER DEFAULT PRIVILEGES FOR ROLE :owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Large objects

SELECT lo_from_bytea(4711, 'large');
ALTER LARGE OBJECT 4711 OWNER TO :owner;
GRANT SELECT ON LARGE OBJECT 4711 TO :reader;
COMMENT ON LARGE OBJECT 4711 IS 'a large one';
