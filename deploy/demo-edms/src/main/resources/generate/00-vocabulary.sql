-- Every value is derived from the seed, a word and a row number, never from chance or the clock. The same seed and size
-- give the same rows on every run and every server.
--
-- The planner inlines these functions, so they cost almost nothing. This requires that no function is declared less
-- volatile than what it calls: text || integer and jsonb_build_object are only stable.

CREATE FUNCTION pg_temp.hash(what text, number bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT hashint8extended(number, hashtextextended(what, ${seed})) & 9223372036854775807 $$;

-- A number from 0 to limit - 1.
CREATE FUNCTION pg_temp.below(limit_ bigint, what text, number bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT pg_temp.hash(what, number) % limit_ $$;

CREATE FUNCTION pg_temp.one_in(n bigint, what text, number bigint) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT pg_temp.hash(what, number) % n = 0 $$;

CREATE FUNCTION pg_temp.one_of(choices text[], what text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT choices[1 + pg_temp.hash(what, number) % cardinality(choices)] $$;

CREATE FUNCTION pg_temp.identity(what text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT md5('${seed}:' || what || ':' || number::text)::uuid $$;

CREATE FUNCTION pg_temp.digest(what text, number bigint) RETURNS varchar(64) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT encode(sha256(('${seed}:' || what || ':' || number::text)::bytea), 'hex') $$;

-- Any microsecond of 2024 and most of 2025.
CREATE FUNCTION pg_temp.moment(what text, number bigint) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT timestamptz '2024-01-01 00:00:00+00'
       + pg_temp.hash(what, number) % 60000000000000 * interval '1 microsecond' $$;

CREATE FUNCTION pg_temp.somebody(what text, number bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 1 + pg_temp.hash(what, number) % ${users} $$;

CREATE FUNCTION pg_temp.document(what text, number bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 1 + pg_temp.hash(what, number) % ${documents} $$;

-- Words of many scripts, with combining marks, right-to-left text, characters outside the basic plane, and everything
-- that COPY, JSON and shells have to escape.
CREATE FUNCTION pg_temp.word(what text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT pg_temp.one_of(ARRAY[
       'quality', 'procedure', 'release', 'inspection', 'batch', 'sampling', 'deviation', 'training', 'calibration',
       'cleaning', 'supplier', 'review', 'change control', 'Prüfanweisung', 'Qualität', 'Übergabe', 'Straße', 'naïve',
       'procédure', 'façade', 'año', 'качество', 'проверка', 'έλεγχος', 'ποιότητα', '文書', '品質管理', '承認', '検査',
       '문서', '절차', 'تدقيق', 'الجودة', 'מסמך', 'บันทึก', 'गुणवत्ता', 'e' || U&'\0301' || 'tude', U&'\+01F4C4',
       U&'\+020BB7' || '野', U&'\200F' || 'שלום', 'O''Brien', '"quoted"', 'C:\docs\new', 'a&b <c>', '50 %', '$HOME'
   ], what, number) $$;

CREATE FUNCTION pg_temp.phrase(what text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT pg_temp.word(what || '1', number) || ' ' || pg_temp.word(what || '2', number) || ' '
       || pg_temp.word(what || '3', number) $$;

-- Mostly a few phrases, sometimes empty, sometimes with tabs and line breaks, rarely as long as a chapter.
CREATE FUNCTION pg_temp.prose(what text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE
       WHEN pg_temp.one_in(2000, what || 'long', number)
           THEN repeat(pg_temp.phrase(what, number) || E'.\n', 300 + pg_temp.below(1500, what, number)::integer)
       WHEN pg_temp.one_in(17, what || 'none', number) THEN ''
       WHEN pg_temp.one_in(5, what || 'lines', number)
           THEN pg_temp.phrase(what, number) || E':\n\t- ' || pg_temp.word(what || '4', number) || E'\r\n\t- \\.'
       ELSE pg_temp.phrase(what, number) || ', ' || pg_temp.phrase(what || '5', number) || '.'
   END $$;

CREATE FUNCTION pg_temp.details(what text, number bigint) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE pg_temp.below(4, what, number)
       WHEN 0 THEN jsonb_build_object(
           'subject', pg_temp.word(what, number),
           'tags', jsonb_build_array(pg_temp.word(what || '1', number), NULL, pg_temp.below(100, what, number)),
           'nested', jsonb_build_object('line', E'a\nb\t"c"', 'ratio', pg_temp.below(1000, what, number) / 1000.0))
       WHEN 1 THEN jsonb_build_object('subject', pg_temp.word(what, number))
       ELSE '{}'
   END $$;

CREATE FUNCTION pg_temp.address(what text, number bigint) RETURNS inet LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE
       WHEN pg_temp.one_in(9, what || 'none', number) THEN NULL
       WHEN pg_temp.one_in(7, what || 'v6', number) THEN inet '2001:db8::' + pg_temp.below(1000000, what, number)
       ELSE inet '10.0.0.0' + pg_temp.below(16777216, what, number)
   END $$;

CREATE FUNCTION pg_temp.agent(what text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT pg_temp.one_of(ARRAY['Mozilla/5.0 (X11; Linux x86_64)', 'Mozilla/5.0 (Windows NT 10.0; Win64)', 'API-Client', ''],
       what, number) $$;

CREATE FUNCTION pg_temp.session(what text, number bigint) RETURNS varchar(40) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN pg_temp.one_in(3, what, number) THEN '' ELSE left(pg_temp.digest(what, number), 32) END $$;
