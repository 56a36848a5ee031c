/// What a database of PostgreSQL has to have before the store's tables are made in it: a schema of its own, and in it the
/// functions that the store's SQL calls and PostgreSQL does not have, or has with another meaning.
///
/// The schema comes first in the path, before PostgreSQL's own: a sum of whole numbers is a whole number, and one that does
/// not fit is an error, as in SQLite.
enum PostgresGround {
  static let schema = "yilan"

  /// Set for each connection: the path; that statements are not compiled, which takes longer than they do; and, on the
  /// systems of which all versions can, that the statement of a program which is gone ends, and with it its locks.
  static let session = """
    SET search_path = \(schema), pg_catalog; SET jit = off; SET random_page_cost = 1.1;
    SELECT set_config('client_connection_check_interval', '5s', false) WHERE version() LIKE '%linux%'
    """

  /// Set for each writer: what comes is little beside what is there, so that tables are joined by their indexes, from what
  /// was touched on, in the order in which statements name them. A server without figures of its tables yet would read them
  /// whole; only of one whose rows lie elsewhere they are better fetched once and set aside.
  static let writing = """
    SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL join_collapse_limit = 1;
    SELECT set_config('enable_material', 'off', true) WHERE NOT EXISTS (SELECT FROM pg_foreign_table)
    """

  /// The channel on which a writer tells the others.
  static let channel = "yilan"

  static let creation = """
    CREATE SCHEMA IF NOT EXISTS \(schema);
    SET search_path = \(schema), pg_catalog;
    CREATE FUNCTION \(schema).json_each(list text) RETURNS TABLE (value text)
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
      AS 'SELECT e FROM pg_catalog.jsonb_array_elements_text(list::jsonb) e';
    CREATE FUNCTION \(schema).json_extract(value text, path text) RETURNS bigint
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS 'SELECT (value::jsonb ->> pg_catalog.translate(path, ''$[]'', '''')::int)::bigint';
    CREATE FUNCTION \(schema).julianday(day text) RETURNS double precision
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS 'SELECT (day::date - date ''1970-01-01'') + 2440587.5::double precision';
    CREATE FUNCTION \(schema).instr(text, text) RETURNS int
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT pg_catalog.strpos($1, $2)';
    CREATE FUNCTION \(schema).substr(text, bigint) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT pg_catalog.substr($1, $2::int)';
    CREATE FUNCTION \(schema).substr(text, bigint, bigint) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT pg_catalog.substr($1, $2::int, $3::int)';
    CREATE AGGREGATE \(schema).sum(bigint) (
      SFUNC = pg_catalog.int8pl, STYPE = bigint, COMBINEFUNC = pg_catalog.int8pl, PARALLEL = SAFE);
    """
}
