/// A heading of the file, with what stands in brackets behind it taken off.
struct Heading {
  /// As written, without blanks at its ends.
  var written: String
  /// Without brackets, blanks and underscores, in half-width lower case.
  var plain: String
  /// All of it so treated, brackets and what is in them included.
  var plainWhole: String
  /// What the brackets hold, so treated: a unit, or the name in the other language.
  var inner: [String]

  init(_ written: String) {
    self.written = written
    let whole = foldedHeading(written)
    plainWhole = withoutFillers(whole)
    inner = []
    var rest = whole[...]
    while let last = rest.last, let open = Heading.opening[last], let start = rest.lastIndex(of: open) {
      inner.append(withoutFillers(rest[rest.index(after: start)...].dropLast()))
      rest = rest[..<start]
    }
    plain = withoutFillers(rest)
  }

  private static let opening: [Character: Character] = [")": "(", "]": "[", "】": "【", "〕": "〔"]

  /// The column a form has under this heading.
  func column(in shape: FormShape, renamed: [String: String]) -> Int? {
    if let name = renamed[plainWhole] ?? renamed[plain] { return shape.names[name] }
    if let found = shape.names[plain] ?? shape.names[plainWhole] { return found }
    // Brackets may hold the name in the other language; `备注(月份)` is no month.
    for name in inner where isASCII(name) != isASCII(plain) {
      if let found = shape.names[name] { return found }
    }
    return nil
  }

  /// The scale its brackets name where it is not one: `万件`, `%`.
  var scale: String? { inner.first(where: isScale) }
}

/// A name as headings are compared: half-width, lower case, without blanks and underscores.
func plainHeading(_ name: String) -> String { withoutFillers(foldedHeading(name)[...]) }

/// Half-width, lower case, without blanks.
func foldedHeading(_ name: String) -> String {
  var folded = String.UnicodeScalarView()
  for scalar in name.unicodeScalars {
    switch scalar.value {
    case 0...0x20, 0x7F, 0xA0, 0x3000, 0xFEFF, 0x200B: continue
    case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
    default: folded.append(scalar)
    }
  }
  return String(folded).lowercased()
}

private func withoutFillers(_ name: some StringProtocol) -> String {
  String(name.filter { !"_-*:.".contains($0) })
}

private func isASCII(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }

private let scales: Set<Character> = ["十", "百", "千", "万", "亿", "%", "‰"]
private let units: Set<String> = ["", "人", "件", "个", "条", "单", "票", "张", "份", "只", "袋", "户", "家", "处", "次", "元"]

/// True for a unit that is a multiple or a share: `万人`, `百万件`, `%`.
private func isScale(_ unit: String) -> Bool {
  guard let first = unit.first, scales.contains(first) else { return false }
  return units.contains(String(unit.drop(while: scales.contains)))
}

/// The scale that a row above the header names for the whole table, as in `单位:万件`.
func tableScale(_ cell: String) -> String? {
  var rest = foldedHeading(cell)[...]
  if let first = rest.first, "([【〔".contains(first) { rest = rest.dropFirst() }
  for start in ["计量单位", "数量单位", "单位", "unit"] where rest.hasPrefix(start) {
    rest = rest.dropFirst(start.count)
    guard rest.first == ":" || rest.first == "为" else { return nil }
    rest = rest.dropFirst()
    if let last = rest.last, ")]】〕".contains(last) { rest = rest.dropLast() }
    return isScale(String(rest)) ? String(rest) : nil
  }
  return nil
}
