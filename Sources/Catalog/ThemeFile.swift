import Drawing

/// `Themes/<name>.toml`: names, for whom, `kind`, what it promises, and a look for every role in `[roles]` and for every ground in `[grounds]`, written
/// `role = { color = "#rrggbb", bold = true }`.
enum ThemeFile {
  private static let attributes: [(key: String, value: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse), ("italic", .italic),
  ]

  /// - Parameter name: what the theme is called where the file gives it no name.
  static func read(_ file: TOMLFile, name: String) throws(CatalogError) -> Theme {
    let entry = file.entry
    try entry.allow([
      "name", "name_en", "about", "about_en", "kind", "tier", "contrast", "safe_for", "roles", "grounds",
    ])
    guard let kind = try entry.choice("kind", Theme.Kind.allCases) else { throw entry.missing("kind") }
    var theme = Theme(
      name: try entry.text("name") ?? name, kind: kind, styles: try specs(entry, "roles", Role.allCases),
      grounds: try specs(entry, "grounds", Ground.allCases), tier: try entry.choice("tier", GlyphTier.allCases))
    theme.nameEn = try entry.text("name_en") ?? ""
    theme.about = try entry.text("about") ?? ""
    theme.aboutEn = try entry.text("about_en") ?? ""
    if let contrast = try entry.amount("contrast") {
      guard (1...21).contains(contrast.number) else {
        throw entry.wrong("contrast", "须为 1 到 21", "must be from 1 to 21")
      }
      theme.contrast = contrast.number
    }
    theme.safeFor = try (entry.texts("safe_for") ?? []).map { name throws(CatalogError) in
      guard let vision = ColorVision(rawValue: name) else {
        let known = ColorVision.allCases.map(\.rawValue).joined(separator: " ")
        throw entry.wrong("safe_for", "没有 \(name);可用:\(known)", "there is no \(name); allowed: \(known)")
      }
      return vision
    }
    return theme
  }

  private static func specs<Name: RawRepresentable<String> & Hashable>(
    _ entry: TOMLEntry, _ section: String, _ names: [Name]
  ) throws(CatalogError) -> [Name: StyleSpec] {
    guard let part = try entry.sub(section) else { throw entry.missing("[\(section)]") }
    try part.allow(Set(names.map(\.rawValue)))
    var found: [Name: StyleSpec] = [:]
    found.reserveCapacity(names.count)
    for name in names {
      guard let look = try part.inline(name.rawValue) else { throw part.missing(name.rawValue) }
      found[name] = try spec(look)
    }
    return found
  }

  private static func spec(_ look: TOMLEntry) throws(CatalogError) -> StyleSpec {
    var spec = StyleSpec()
    for key in look.table.keys {
      if key == "color" {
        guard let text = try look.text(key), let color = Color(hex: text) else {
          throw look.wrong(key, "须写成 \"#rrggbb\"", "must be written as \"#rrggbb\"")
        }
        spec.color = color
      } else if let attribute = attributes.first(where: { $0.key == key }) {
        if try look.flag(key) == true { spec.attributes.insert(attribute.value) }
      } else {
        throw look.wrong(
          key, "没有这个键;可用的键:color bold dim underline reverse italic",
          "there is no such key; allowed: color bold dim underline reverse italic")
      }
    }
    return spec
  }
}
