internal import CPostgres

/// The rows that a statement gave, in binary, read where they lie. Rows and columns count from 0.
///
/// A column read as another type is what SQLite makes of it: NULL is 0 or empty, a broken number is cut towards zero, a
/// text that is no number is 0.
final class PostgresResult {
  /// How many rows came.
  let count: Int
  let columns: Int
  private let library: PostgresLibrary
  private let result: OpaquePointer
  private let kinds: [PostgresColumn]

  /// - Throws: `PostgresError` where a column is of a type that is not read.
  init(_ result: OpaquePointer, _ library: PostgresLibrary, sql: String) throws {
    self.library = library
    self.result = result
    let functions = library.functions
    count = Int(functions.PQntuples(result))
    columns = Int(functions.PQnfields(result))
    var kinds: [PostgresColumn] = []
    kinds.reserveCapacity(columns)
    var foreign: (place: Int, type: UInt32)?
    for place in 0..<columns {
      let type = functions.PQftype(result, Int32(place))
      let kind = PostgresColumn(type: type)
      if kind == nil, foreign == nil { foreign = (place, type) }
      kinds.append(kind ?? .text)
    }
    self.kinds = kinds
    if let foreign {
      throw PostgresError(
        message: "column \"\(names[foreign.place])\" is of type \(foreign.type), which is not read; cast it to text",
        sql: sql)
    }
  }

  deinit { library.functions.PQclear(result) }

  /// The names of the columns.
  var names: [String] {
    (0..<columns).map { String(cString: library.functions.PQfname(result, Int32($0))!) }
  }

  /// How many rows were put in, changed or taken out, or came.
  var affected: Int { Int(String(cString: library.functions.PQcmdTuples(result)!)) ?? 0 }

  func isNull(_ row: Int, _ column: Int) -> Bool {
    library.functions.PQgetisnull(result, Int32(row), Int32(column)) != 0
  }

  func integer(_ row: Int, _ column: Int) -> Int64 {
    let bytes = bytes(row, column)
    if bytes.isEmpty { return 0 }
    switch kinds[column] {
    case .int8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    case .int4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    case .int2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
    case .oid: return Int64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
    case .bool: return bytes[0] == 0 ? 0 : 1
    case .float8, .float4: return Self.cut(Self.double(bytes, kinds[column]))
    case .numeric:
      let number = PostgresNumeric(bytes)
      return number.integer ?? Self.cut(number.real)
    case .text, .jsonb, .bytea: return Int64(text(row, column)) ?? 0
    }
  }

  func real(_ row: Int, _ column: Int) -> Double {
    let bytes = bytes(row, column)
    if bytes.isEmpty { return 0 }
    switch kinds[column] {
    case .float8, .float4: return Self.double(bytes, kinds[column])
    case .numeric: return PostgresNumeric(bytes).real
    case .text, .jsonb, .bytea: return Double(text(row, column)) ?? 0
    case .int8, .int4, .int2, .oid, .bool: return Double(integer(row, column))
    }
  }

  func text(_ row: Int, _ column: Int) -> String {
    let bytes = bytes(row, column)
    if bytes.isEmpty { return "" }
    switch kinds[column] {
    case .text, .bytea: return String(decoding: bytes, as: UTF8.self)
    // A byte with the version of the form stands before it.
    case .jsonb: return String(decoding: bytes.dropFirst(), as: UTF8.self)
    case .numeric: return PostgresNumeric(bytes).text
    case .float8, .float4: return "\(Self.double(bytes, kinds[column]))"
    case .int8, .int4, .int2, .oid, .bool: return "\(integer(row, column))"
    }
  }

  func blob(_ row: Int, _ column: Int) -> [UInt8] {
    switch kinds[column] {
    case .bytea, .text: Array(bytes(row, column))
    default: Array(text(row, column).utf8)
    }
  }

  func value(_ row: Int, _ column: Int) -> SQLValue {
    if isNull(row, column) { return .null }
    switch kinds[column] {
    case .int8, .int4, .int2, .oid, .bool: return .integer(integer(row, column))
    case .float8, .float4: return .real(real(row, column))
    case .numeric:
      let number = PostgresNumeric(bytes(row, column))
      // A sum of whole numbers has no decimals; a mean has some, if only zeros, and is a broken number in SQLite too.
      if number.decimals == 0, let whole = number.integer { return .integer(whole) }
      return .real(number.real)
    case .text, .jsonb: return .text(text(row, column))
    case .bytea: return .blob(blob(row, column))
    }
  }

  /// Of a field: none where it is NULL or empty.
  private func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
    let (row, column) = (Int32(row), Int32(column))
    return UnsafeRawBufferPointer(
      start: library.functions.PQgetvalue(result, row, column),
      count: Int(library.functions.PQgetlength(result, row, column)))
  }

  private static func double(_ bytes: UnsafeRawBufferPointer, _ kind: PostgresColumn) -> Double {
    kind == .float8
      ? Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
      : Double(Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))))
  }

  /// Towards zero, and to the nearest where it is too large.
  private static func cut(_ number: Double) -> Int64 {
    if number.isNaN { return 0 }
    return Int64(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min : .max)
  }
}

/// How the values of a column lie in binary.
enum PostgresColumn: UInt8 {
  case int8, int4, int2, oid, bool, float8, float4, numeric, text, jsonb, bytea

  /// - Parameter type: the server's number of it, fixed for the types that are built in.
  init?(type: UInt32) {
    switch type {
    case 20: self = .int8
    case 23: self = .int4
    case 21: self = .int2
    // Also what names a table, a type and such: the number alone is sent.
    case 26, 28, 2205, 2206, 4089: self = .oid
    case 16: self = .bool
    case 701: self = .float8
    case 700: self = .float4
    case 1700: self = .numeric
    // text, varchar, char(n), name, "char", unknown, cstring, json, and nothing at all (void).
    case 25, 1043, 1042, 19, 18, 705, 2275, 114, 2278: self = .text
    case 3802: self = .jsonb
    case 17: self = .bytea
    default: return nil
    }
  }
}
