-- Rows were inserted with explicit ids, so move the sequences past them.
DO $$
DECLARE
    counted record;
BEGIN
    FOR counted IN
        SELECT pg_get_serial_sequence(format('public.%I', class.relname), attribute.attname) AS sequence,
            class.relname AS "table", attribute.attname AS "column"
        FROM pg_class AS class
        JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0
        WHERE class.relnamespace = 'public'::regnamespace AND class.relkind = 'r'
    LOOP
        CONTINUE WHEN counted.sequence IS NULL;
        EXECUTE format('SELECT setval(%L, (SELECT max(%I) FROM public.%I))',
            counted.sequence, counted."column", counted."table");
    END LOOP;
END
$$;
