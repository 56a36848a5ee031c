import Foundation
import GRDB

/// What can be given to a statement.
protocol SQLArgument {
  var sqlValue: SQLValue { get }
}

extension Int: SQLArgument { var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Int64: SQLArgument { var sqlValue: SQLValue { .integer(self) } }
extension Bool: SQLArgument { var sqlValue: SQLValue { .integer(self ? 1 : 0) } }
extension Double: SQLArgument { var sqlValue: SQLValue { .real(self) } }
extension String: SQLArgument { var sqlValue: SQLValue { .text(self) } }
extension Data: SQLArgument { var sqlValue: SQLValue { .blob([UInt8](self)) } }
extension SQLValue: SQLArgument { var sqlValue: SQLValue { self } }

/// The arguments of a statement: in their order for `?` and `?1`, or by their names for `:name`.
struct StatementArguments: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, Sendable {
  var values: [SQLValue] = []
  var named: [(name: String, value: SQLValue)] = []

  init(_ values: [SQLValue]) { self.values = values }

  init<Value: SQLArgument>(_ values: [Value]) { self.values = values.map(\.sqlValue) }

  init(arrayLiteral elements: (any SQLArgument)?...) { values = elements.map { $0?.sqlValue ?? .null } }

  init(dictionaryLiteral elements: (String, (any SQLArgument)?)...) {
    named = elements.map { ($0.0, $0.1?.sqlValue ?? .null) }
  }

  static func + (arguments: StatementArguments, more: StatementArguments) -> StatementArguments {
    var all = arguments
    all += more
    return all
  }

  static func += (arguments: inout StatementArguments, more: StatementArguments) {
    arguments.values += more.values
    arguments.named += more.named
  }

  /// As SQLite's library takes them.
  var sqlite: GRDB.StatementArguments {
    if named.isEmpty { return GRDB.StatementArguments(values) }
    return GRDB.StatementArguments(Dictionary(named.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
  }
}

extension SQLValue: DatabaseValueConvertible {
  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .real(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .blob(let bytes): Data(bytes).databaseValue
    }
  }

  static func fromDatabaseValue(_ value: DatabaseValue) -> SQLValue? {
    switch value.storage {
    case .null: .null
    case .int64(let value): .integer(value)
    case .double(let value): .real(value)
    case .string(let value): .text(value)
    case .blob(let data): .blob([UInt8](data))
    }
  }
}
