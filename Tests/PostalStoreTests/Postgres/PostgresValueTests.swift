import Foundation
import Testing

@testable import PostalStore

@Suite("PostgreSQL values", .needsPostgres)
struct PostgresValueTests {
  static let values: [SQLValue] = [
    .null, .integer(0), .integer(-1), .integer(.min), .integer(.max), .real(0.1), .real(-1.5e300), .real(.infinity),
    .text(""), .text("霍索德县"), .text("𠮷野家 𪚥 👩‍👩‍👧 e\u{301}"), .text("'\"\\$1;--\n\t"),
    .text(String(repeating: "驿", count: 349_526)), .blob([]), .blob([0, 1, 0xFF, 0, 0x5C]),
    .blob([UInt8](repeating: 0, count: 1 << 20)),
  ]

  @Test("a value comes back as it went, by itself and from a table")
  func roundTrip() throws {
    let db = try freshConnection()
    try db.runScript("CREATE TABLE kept (id bigint PRIMARY KEY, i bigint, r float8, t text, b bytea)")
    for (id, value) in Self.values.enumerated() {
      #expect(try db.run("SELECT $1", [value]).value(0, 0) == value)
      var row: [SQLValue] = [.integer(Int64(id)), .null, .null, .null, .null]
      switch value {
      case .null: break
      case .integer: row[1] = value
      case .real: row[2] = value
      case .text: row[3] = value
      case .blob: row[4] = value
      }
      #expect(try db.run("INSERT INTO kept VALUES ($1, $2, $3, $4, $5)", row).affected == 1)
      let found = try db.run("SELECT * FROM kept WHERE id = $1", [.integer(Int64(id))])
      #expect(found.count == 1 && found.names == ["id", "i", "r", "t", "b"])
      #expect((0..<found.columns).map { found.value(0, $0) } == row)
    }
  }

  @Test("what the server counts with other types reads as SQLite would give it")
  func serverTypes() throws {
    let db = try freshConnection()
    let row = try db.run(
      """
      SELECT true, false, 7::int2, -7::int4, 16384::oid, 'a'::"char", 'ab'::varchar(3), 'ab '::char(3), 'n'::name,
        '{"a": 1}'::jsonb, '[1]'::json, 1.5::float4, SUM(x), AVG(x), 9223372036854775807::numeric,
        -9223372036854775808::numeric, 9223372036854775808::numeric, 12345.6789, -0.00012, 0::numeric, 10000::numeric,
        123400000000::numeric, 'NaN'::numeric, 0.00::numeric, 1e20::numeric
      FROM (VALUES (1::bigint), (2), (3)) v (x)
      """)
    let expected: [SQLValue] = [
      .integer(1), .integer(0), .integer(7), .integer(-7), .integer(16384), .text("a"), .text("ab"), .text("ab "),
      .text("n"), .text(#"{"a": 1}"#), .text("[1]"), .real(1.5), .integer(6), .real(2), .integer(.max), .integer(.min),
      .real(9_223_372_036_854_775_808), .real(12345.6789), .real(-0.00012), .integer(0), .integer(10000),
      .integer(123_400_000_000),
    ]
    #expect(expected.indices.map { row.value(0, $0) } == expected)
    #expect(row.real(0, 22).isNaN && row.value(0, 23) == .real(0) && row.text(0, 23) == "0.00")
    #expect(row.text(0, 24) == "100000000000000000000" && row.integer(0, 24) == .max && row.real(0, 24) == 1e20)
    #expect(
      row.integer(0, 13) == 2 && row.real(0, 12) == 6 && row.text(0, 12) == "6" && row.text(0, 13).hasPrefix("2.00"))
    #expect(
      row.text(0, 14) == "9223372036854775807" && row.text(0, 17) == "12345.6789" && row.text(0, 18) == "-0.00012")
    #expect(row.text(0, 3) == "-7" && row.text(0, 0) == "1" && row.real(0, 3) == -7 && row.integer(0, 17) == 12345)
  }

  @Test("decimals of any size read as the server itself spells them")
  func decimals() throws {
    let db = try freshConnection()
    let found = try db.run(
      """
      SELECT n, n::text FROM (SELECT (s * (10::numeric ^ e) + d)::numeric AS n FROM generate_series(0, 40) e,
        (VALUES (1), (-1), (0), (37)) s (s), (VALUES (0), (0.5), (-0.00009), (12.3400), (99999999)) d (d)) v
      """)
    #expect(found.count == 820)
    for row in 0..<found.count {
      #expect(found.text(row, 0) == found.text(row, 1))
      #expect(found.real(row, 0) == Double(found.text(row, 1)))
    }
  }

  @Test("NULL reads as nothing of each type, and is told")
  func nulls() throws {
    let row = try freshConnection().run("SELECT NULL::bigint, NULL::text, NULL::float8, NULL::bytea, NULL::numeric")
    for column in 0..<5 {
      #expect(row.isNull(0, column) && row.value(0, column) == .null)
      #expect(row.integer(0, column) == 0 && row.text(0, column) == "" && row.real(0, column) == 0)
      #expect(row.blob(0, column) == [])
    }
  }

  @Test("a hint says what NULL is, and how wide a number goes")
  func hints() throws {
    let db = try freshConnection()
    #expect(postgresError { try db.run("SELECT substr('驿览', $1)", [.integer(2)]) }?.sqlState == "42883")
    #expect(try db.run("SELECT substr('驿览', $1)", [.integer(2)], typeHints: [.shortInteger]).text(0, 0) == "览")
    #expect(try db.run("SELECT $1 / 2", [.integer(3)], typeHints: [.real]).value(0, 0) == .real(1.5))
    for type in [PostgresType.integer, .text, .real, .blob] {
      #expect(try db.run("SELECT $1 IS NULL, pg_typeof($1)", [.null], typeHints: [type]).integer(0, 0) == 1)
    }
    // One statement, whatever is NULL of it.
    let before = db.statements.count
    for value in [SQLValue.null, .integer(1)] {
      for text in [SQLValue.null, .text("甲")] {
        try db.run("SELECT $1::bigint, $2::text", [value, text], typeHints: [.integer, .text])
      }
    }
    #expect(db.statements.count == before + 1)
  }

  @Test("a type that is not read is told with its column")
  func foreignType() throws {
    let error = try #require(postgresError { try freshConnection().run("SELECT 1, now() AS moment") })
    #expect(error.message.contains("moment") && error.message.contains("cast it to text"))
  }

  @Test("texts of a statement are as safe as its arguments")
  func quoting() throws {
    let db = try freshConnection()
    #expect(try db.run(#"SELECT 'a\n' || U&'\8def'"#).text(0, 0) == #"a\n路"#)
    #expect(postgresError { try db.run("SELECT 1\0") }?.message.contains("NUL") == true)
    #expect(postgresError { try db.run("SELECT $1", [.text("甲\0乙")]) }?.sqlState == "22021")
  }
}
