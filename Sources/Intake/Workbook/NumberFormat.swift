/// What the format of a cell says of the number in it.
enum NumberFormat: Equatable {
  case plain
  /// A day, a month or a time, kept as a number of days.
  case date
  case percent
  /// Filled up with zeros to so many digits, as `000000`.
  case padded(Int)

  /// The formats that need no code (ECMA-376 18.8.30, with those of Chinese editions).
  static func builtIn(_ id: Int) -> NumberFormat {
    switch id {
    case 9, 10: .percent
    case 14...22, 27...36, 45...47, 50...58: .date
    default: .plain
    }
  }

  /// Reads a format's code, such as `yyyy"年"m"月"`, `0.0%` or `[$-804]aaaa`.
  init(code: String) {
    var bare = ""
    var rest = code.unicodeScalars[...]
    // The first section is that of numbers above zero.
    scan: while let scalar = rest.popFirst() {
      switch scalar {
      case ";": break scan
      case "\"":
        while let inner = rest.popFirst(), inner != "\"" {}
      case "\\", "_", "*": _ = rest.popFirst()
      case "[":
        var inside = ""
        while let inner = rest.popFirst(), inner != "]" { inside.unicodeScalars.append(inner) }
        // Elapsed hours, minutes and seconds; others are colours, conditions and locales.
        if !inside.isEmpty, inside.lowercased().allSatisfy({ "hms".contains($0) }) { bare += inside }
      default: bare.unicodeScalars.append(scalar)
      }
    }
    let lower = bare.lowercased()
    if lower.contains("general") || lower.contains("@") {
      self = .plain
    } else if lower.contains("%") {
      self = .percent
    } else if lower.contains(where: { "ymdhs".contains($0) }) {
      self = .date
    } else if lower.count >= 2, lower.allSatisfy({ $0 == "0" }) {
      self = .padded(lower.count)
    } else {
      self = .plain
    }
  }
}
