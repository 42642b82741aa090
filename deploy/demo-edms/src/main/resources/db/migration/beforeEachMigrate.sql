-- The history of migrations has a schema of its own: only the EDMS's tables lie in public.
SET search_path TO public;
