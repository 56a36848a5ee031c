import Panels
import PostalModel

/// Finds an area by names from above to below, such as 毕节市, 威宁县; the first may be a code. nil: none, or more than
/// one that fits equally.
public typealias AreaResolver = (_ names: [String]) -> AreaCode?

/// What is wrong with an address, as the key of its words and what they speak of.
public struct AddressProblem: Error, Hashable, Sendable {
  public var key: String
  public var part: String
  /// What may stand there, where that is not in the words.
  public var allowed: String

  public init(_ key: String, _ part: String, allowed: String = "") {
    self.key = key
    self.part = part
    self.allowed = allowed
  }

  public func text(_ words: Words) -> String { words[key, part, allowed] }
}

/// `area/panel/indicator@period?plan=ID&sort=...&view=...&filter=...` taken apart, before its area is looked up.
public struct Address: Hashable, Sendable {
  /// Codes or names from above to below; the last may be an outlet.
  public var names: [String]
  /// The place without its area.
  public var place: Place

  /// Takes an address apart. Every part may be left out.
  public init(_ text: String) throws(AddressProblem) {
    var place = Place()
    var rest = Address.trimmed(text[...])
    var query: Substring = ""
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    if let mark = rest.lastIndex(of: "@") {
      let text = rest[rest.index(after: mark)...]
      guard let period = Period(text) else { throw AddressProblem("address.period", String(text)) }
      place.period = period
      rest = rest[..<mark]
    }
    var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map { String(Address.trimmed($0)) }
    // A panel may stand alone.
    if parts.count == 1, PanelKind(rawValue: parts[0]) != nil { parts.insert("", at: 0) }
    guard parts.count <= 3 else { throw AddressProblem("address.parts", String(rest)) }
    if parts.count > 1, !parts[1].isEmpty {
      guard let panel = PanelKind(rawValue: parts[1]) else { throw AddressProblem("address.panel", parts[1]) }
      place.open(panel)
    }
    if parts.count > 2, !parts[2].isEmpty { place.indicator = Address.decoded(parts[2][...]) }
    try Address.read(query: query, into: &place)
    names = parts[0].split { $0 == "›" || $0 == ">" }.map { Address.decoded(Address.trimmed($0)) }
      .filter { !$0.isEmpty }
    self.place = place
  }

  /// The area by code alone, where no name has to be looked up; nil where one has.
  public var code: AreaCode?? {
    switch names.count {
    case 0: .some(nil)
    case 1: AreaCode(names[0]).map { .some($0) } ?? nil
    default: nil
    }
  }

  /// The place, with names looked up.
  public func place(_ resolve: AreaResolver) throws(AddressProblem) -> Place {
    var place = place
    if let code {
      place.area = code
      return place
    }
    if let area = resolve(names) {
      place.area = area
      return place
    }
    if names.count > 1 {
      let above = Array(names.dropLast())
      if let area = above.count == 1 ? AreaCode(above[0]) ?? resolve(above) : resolve(above) {
        place.area = area
        place.outlet = names.last
        if place.panel == .overview { place.open(.outlets) }
        return place
      }
    }
    throw AddressProblem("address.area", names.joined(separator: " › "))
  }

  private static func read(query: Substring, into place: inout Place) throws(AddressProblem) {
    var sort: String?
    for pair in query.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { throw AddressProblem("address.option", String(pair)) }
      let value = decoded(sides[1])
      switch sides[0] {
      case "plan": place.plan = value.isEmpty ? nil : value
      case "beside": place.beside = value.isEmpty ? nil : value
      case "filter": place.filter = value
      case "sort": sort = value
      case "view":
        let views = place.panel.views
        guard let view = ListView(rawValue: value), views.contains(view) else {
          throw AddressProblem("address.view", value, allowed: views.map(\.rawValue).joined(separator: " "))
        }
        place.view = view
      default: throw AddressProblem("address.option", String(sides[0]))
      }
    }
    // Which orders there are depends on the view, wherever that stands.
    guard let sort else { return }
    place.isReversed = sort.hasPrefix("-")
    guard let order = SortOrder(rawValue: String(sort.drop { $0 == "-" })), place.orders.contains(order) else {
      throw AddressProblem("address.sort", sort, allowed: place.orders.map(\.rawValue).joined(separator: " "))
    }
    place.sort = order
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// Percent signs keep `&`, `?`, blanks and themselves out of the way.
  static func encoded(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      let isPlain = character.isASCII ? !"%&?#@/=".contains(character) : !"›".contains(character)
      // Blanks of any kind would go at the end of an address, and line ends do harm wherever it stands.
      if isPlain, !character.isWhitespace, character.utf8.first! > 0x20 {
        result.append(character)
        return
      }
      for byte in character.utf8 {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Place: CustomStringConvertible {
  /// Reads an address and looks up its names.
  public init(_ address: String, resolve: AreaResolver = { _ in nil }) throws(AddressProblem) {
    self = try Address(address).place(resolve)
  }

  /// The address, which reads back as the same place.
  public var description: String {
    var text = area?.description ?? ""
    if let outlet {
      // Numbers come from the returns: one may hold what parts places.
      text += "›" + Address.encoded(outlet).replacing(">", with: "%3E")
    }
    if panel != .overview || indicator != nil { text += "/\(panel.rawValue)" }
    if let indicator { text += "/\(Address.encoded(indicator))" }
    if let period { text += "@\(period)" }
    var options: [String] = []
    if let plan { options.append("plan=\(Address.encoded(plan))") }
    if let beside { options.append("beside=\(Address.encoded(beside))") }
    if sort != panel.orders[0] || isReversed { options.append("sort=\(isReversed ? "-" : "")\(sort.rawValue)") }
    if view != .table { options.append("view=\(view.rawValue)") }
    if !filter.isEmpty { options.append("filter=\(Address.encoded(filter))") }
    if !options.isEmpty { text += "?" + options.joined(separator: "&") }
    return text.isEmpty ? "/" : text
  }
}
