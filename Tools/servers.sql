-- Beyond one server (Docs/servers.md): tables in parts, by province or by year, and parts on other servers. Run by psql in a
-- database that yilan has made (yilan ledger --database ADDRESS), with nobody else in it. Tools/servers.py tries all of it.
--
-- The key of a part is a range of area or month and no column of its own: a unique index of a table in parts has to hold the
-- key as a plain column, and those of returns and sums hold both.

-- CALL yilan.divide('packaging', 'area', '{51,52}'): a part each for the provinces named, and one for all others.
-- CALL yilan.divide('packaging', 'month', '{2022,2023}'): the same of years.
CREATE OR REPLACE PROCEDURE yilan.divide(t text, key text, parts int[]) LANGUAGE plpgsql AS $$
DECLARE
  whole text := t || '_whole';
  span bigint := CASE key WHEN 'area' THEN 10000000000 WHEN 'month' THEN 12 END;
  p int;
  made text;
BEGIN
  SET LOCAL search_path = yilan, pg_catalog;
  IF (SELECT relrowsecurity FROM pg_class WHERE oid = t::regclass) THEN
    RAISE EXCEPTION 'yilan.%: has rights of roles already, which a new table would lack', t
      USING HINT = 'divide before yilan server roles, or run that again afterwards: ALTER TABLE ... DISABLE ROW LEVEL SECURITY first';
  END IF;
  EXECUTE format('ALTER TABLE %I RENAME TO %I', t, whole);
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS) PARTITION BY RANGE (%I)', t, whole, key);
  -- Numbers of rows come from one place for all parts.
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = t::regclass AND attname = 'rowid') THEN
    EXECUTE format('CREATE SEQUENCE %I', t || '_rowids');
    EXECUTE format('SELECT setval(%L, (SELECT COALESCE(MAX(rowid), 0) + 1 FROM %I), false)', t || '_rowids', whole);
    EXECUTE format('ALTER TABLE %I ALTER rowid SET DEFAULT nextval(%L)', t, t || '_rowids');
  END IF;
  FOREACH p IN ARRAY parts LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)', t || '_' || p, t, p * span, (p + 1) * span);
  END LOOP;
  EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', t || '_rest', t);
  EXECUTE format('INSERT INTO %I SELECT * FROM %I', t, whole);
  -- Indexes and keys under the names that they had.
  CREATE TEMP TABLE made_of ON COMMIT DROP AS
    SELECT pg_get_indexdef(i.indexrelid) AS text, c.conname AS name, pg_get_constraintdef(c.oid) AS key
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid
    WHERE i.indrelid = whole::regclass;
  EXECUTE format('DROP TABLE %I', whole);
  FOR made IN SELECT CASE WHEN m.key IS NULL THEN replace(text, 'yilan.' || whole || ' ', 'yilan.' || t || ' ')
    ELSE format('ALTER TABLE %I ADD CONSTRAINT %I %s', t, name, m.key) END FROM made_of m
  LOOP EXECUTE made; END LOOP;
  DROP TABLE made_of;
  EXECUTE format('ANALYZE %I', t);
END $$;

-- CALL yilan.hand_over('packaging', 52, 'second'): the part of a province or year onto another server, which CREATE SERVER has
-- named and where a database of yilan's has the same table divided in the same way. Never of sums: these are put in over
-- others (ON CONFLICT DO UPDATE), which no foreign table takes.
CREATE OR REPLACE PROCEDURE yilan.hand_over(t text, name int, server text) LANGUAGE plpgsql AS $$
DECLARE
  part text := t || '_' || name;
  i record;
  here record;
  bounds text;
BEGIN
  SET LOCAL search_path = yilan, pg_catalog;
  -- A table with a part elsewhere has no unique index of its own; its parts have.
  FOR i IN SELECT c.relname AS name, pg_get_indexdef(x.indexrelid) AS text
    FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE x.indrelid = t::regclass AND x.indisunique
  LOOP
    FOR here IN SELECT c.relname AS name FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
      WHERE h.inhparent = t::regclass AND c.relkind = 'r'
    LOOP
      EXECUTE regexp_replace(i.text, 'INDEX .* ON (ONLY )?yilan\.' || t || ' ',
        format('INDEX %s ON yilan.%s ', here.name || '_stands', here.name));
    END LOOP;
    EXECUTE format('DROP INDEX %I', i.name);
  END LOOP;
  SELECT pg_get_expr(c.relpartbound, c.oid) INTO bounds FROM pg_class c WHERE c.oid = part::regclass;
  EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', t, part);
  EXECUTE format('ALTER TABLE %I RENAME TO %I', part, part || '_here');
  EXECUTE format('CREATE FOREIGN TABLE %I PARTITION OF %I %s SERVER %I OPTIONS (schema_name %L, table_name %L)', part, t,
    bounds, server, 'yilan', part);
  EXECUTE format('INSERT INTO %I SELECT * FROM %I', part, part || '_here');
  EXECUTE format('DROP TABLE %I', part || '_here');
END $$;

-- CALL yilan.mend('packaging', '{area,month,brand,source}'): after a server went down in the middle of an import. Rows on
-- another server may have been kept whose import was not: they are removed, and what they had replaced stands again. The kept
-- sums were not touched by them.
CREATE OR REPLACE PROCEDURE yilan.mend(t text, key text[]) LANGUAGE plpgsql AS $$
DECLARE
  ranked text := format('SELECT o.rowid AS place, o.live, ROW_NUMBER() OVER (PARTITION BY o.%s ORDER BY o.import DESC, o.line DESC)
    AS age FROM %I o JOIN import i ON i.id = o.import AND i.undone_at IS NULL', array_to_string(key, ', o.'), t);
BEGIN
  SET LOCAL search_path = yilan, pg_catalog;
  EXECUTE format('DELETE FROM %I WHERE import NOT IN (SELECT id FROM import)', t);
  EXECUTE format('UPDATE %I SET live = 0 FROM (%s) r WHERE rowid = r.place AND r.age > 1 AND r.live = 1', t, ranked);
  EXECUTE format('UPDATE %I SET live = 1 FROM (%s) r WHERE rowid = r.place AND r.age = 1 AND r.live = 0', t, ranked);
END $$;
