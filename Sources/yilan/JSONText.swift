import PostalModel

/// A JSON value with its keys in the order they were added.
enum JSONValue {
  case null
  case truth(Bool)
  case whole(Int)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object(JSONObject)

  var text: String {
    switch self {
    case .null: "null"
    case .truth(let value): value ? "true" : "false"
    case .whole(let value): String(value)
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : value.isFinite ? "\(value)" : "null"
    case .text(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let object): object.text
    }
  }

  static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
  static func optional(_ number: Int?) -> JSONValue { number.map { .whole($0) } ?? .null }
  static func optional(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if scalar.isUnseen {
          for unit in UTF16.encode(scalar)! {
            let digits = String(unit, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }
}

struct JSONObject {
  private var members: [(String, JSONValue)] = []

  mutating func add(_ key: String, _ value: JSONValue) { members.append((key, value)) }

  var text: String {
    "{" + members.map { JSONValue.text($0.0).text + ":" + $0.1.text }.joined(separator: ",") + "}"
  }
}
