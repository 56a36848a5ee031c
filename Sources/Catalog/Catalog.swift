import Drawing
import PostalModel

/// The data and themes that come with the program, with the user's own files over them; the only reader of both.
///
/// Each file is read where it is asked for; a program keeps what it got.
public struct Catalog: Sendable {
  public let paths: CatalogPaths

  public init(_ paths: CatalogPaths) { self.paths = paths }

  /// 指标: those of `Data/indicators.toml`, with the user's `indicators.toml` over them. The same id replaces.
  public func indicators() throws(CatalogError) -> [Indicator] {
    let shipped = paths.share + "/Data/indicators.toml"
    guard let file = try TOMLFile(shipped) else { throw absent(shipped) }
    var found = try IndicatorFile.read(file)
    for folder in paths.user {
      guard let file = try TOMLFile(folder + "/indicators.toml") else { continue }
      for indicator in try IndicatorFile.read(file) {
        if let place = found.firstIndex(where: { $0.id == indicator.id }) {
          found[place] = indicator
        } else {
          found.append(indicator)
        }
      }
    }
    return found
  }

  /// 规划: the plans in the order of their areas, and the law. A plan with an error is left out and told; the others
  /// open. The user's plan replaces a shipped one of the same id, and comes before one of the same area.
  ///
  /// - Parameters:
  ///   - indicators: those that targets may name; nil reads them.
  ///   - parts: with `.targets` plans come without tasks, rules, stated figures and conflicts, and what is wrong with
  ///     those is not told: a first screen waits for this.
  public func planBook(indicators: [Indicator]? = nil, parts: PlanParts = .all) -> (PlanBook, [CatalogError]) {
    var errors: [CatalogError] = []
    var known = indicators
    if known == nil {
      do throws(CatalogError) {
        known = try self.indicators()
      } catch {
        errors.append(error)
      }
    }
    let units = known.map { Dictionary($0.map { ($0.id, $0.unit) }, uniquingKeysWith: { _, last in last }) }
    var plans: [Plan] = []
    for folder in layers("/plans", shipped: "/Data/plans") {
      var layer: [Plan] = []
      for name in Files.names(in: folder, ending: ".toml") {
        do throws(CatalogError) {
          guard let file = try PlanFile.open("\(folder)/\(name)", parts) else { continue }
          let plan = try PlanFile.read(file, units: units)
          if layer.contains(where: { $0.id == plan.id }) {
            throw file.entry.wrong(
              "id", "同一文件夹里已有规划 \(plan.id)", "another file of this folder already has the plan \(plan.id)")
          }
          layer.append(plan)
        } catch {
          errors.append(error)
        }
      }
      plans = layer + plans.filter { plan in !layer.contains { $0.id == plan.id } }
    }
    let law = plans.first { $0.id == Plan.law }
    plans.removeAll { $0.id == Plan.law }
    let order = plans.indices.sorted { left, right in
      let (a, b) = (plans[left].area?.number ?? 0, plans[right].area?.number ?? 0)
      return a == b ? left < right : a < b
    }
    return (PlanBook(plans: order.map { plans[$0] }, law: law), errors)
  }

  /// 文字: the words of a language, with those of the user's `words` folder over them.
  public func words(_ language: Language) throws(CatalogError) -> Words {
    let shipped = "\(paths.share)/Data/words/\(language.rawValue).toml"
    guard let bytes = try Files.bytes(shipped) else { throw absent(shipped) }
    var table: [String: String] = [:]
    try WordsFile.read(bytes, file: shipped, into: &table)
    for folder in paths.user {
      let path = "\(folder)/words/\(language.rawValue).toml"
      guard let bytes = try Files.bytes(path) else { continue }
      try WordsFile.read(bytes, file: path, into: &table)
    }
    return Words(language, table)
  }

  /// 主题: a theme by the name of its file; the user's before the shipped one of that name.
  public func theme(named name: String) throws(CatalogError) -> Theme {
    let folders = layers("/themes", shipped: "/Themes")
    if name.utf8.allSatisfy({ $0 != 47 && $0 != 0 }), !name.hasPrefix(".") {
      for folder in folders.reversed() {
        guard let file = try TOMLFile("\(folder)/\(name).toml") else { continue }
        return try ThemeFile.read(file, name: name)
      }
    }
    if name == Theme.plain.name { return .plain }
    // The name a theme gives itself, as screens show it, will do as well.
    for folder in folders.reversed() {
      for entry in Files.names(in: folder, ending: ".toml") {
        guard let file = try TOMLFile("\(folder)/\(entry)"), file.root["name"]?.string == name else { continue }
        return try ThemeFile.read(file, name: name)
      }
    }
    let names = themeNames().joined(separator: " ")
    throw CatalogError(
      file: folders[0], zh: "没有主题“\(name)”;可用:\(names)", en: "there is no theme \"\(name)\"; available: \(names)")
  }

  /// The names of all themes, in alphabetical order; `plain` needs no file.
  public func themeNames() -> [String] {
    var names: Set<String> = [Theme.plain.name]
    for folder in layers("/themes", shipped: "/Themes") {
      for name in Files.names(in: folder, ending: ".toml") { names.insert(String(name.dropLast(5))) }
    }
    return names.sorted()
  }

  /// Whether a theme's file is the user's, alone or over a shipped one of that name.
  public func isUsersTheme(_ name: String) -> Bool {
    paths.user.contains { Files.names(in: $0 + "/themes", ending: ".toml").contains(name + ".toml") }
  }

  /// 设置: what the program ships with, with the `settings.toml` of the data and then of the user over it.
  public func settings() throws(CatalogError) -> Settings {
    var settings = Settings()
    for path in [paths.share + "/Data/settings.toml"] + paths.user.map({ $0 + "/settings.toml" }) {
      guard let file = try TOMLFile(path) else { continue }
      try SettingsFile.read(file, into: &settings, themes: themeNames)
    }
    return settings
  }

  /// 表头对照: the map of columns in a file that the user names.
  public func columnMap(at path: String) throws(CatalogError) -> (map: ColumnMap, bytes: [UInt8]) {
    guard let text = try Files.text(path) else {
      throw CatalogError(file: path, zh: "没有这个对照文件;请检查路径", en: "there is no such map; check its path")
    }
    return (try columnMap(text, file: path), Array(text.utf8))
  }

  /// A map of columns that was kept.
  public func columnMap(_ text: String, file: String) throws(CatalogError) -> ColumnMap {
    try ColumnMapFile.read(try TOMLFile(file, text: text))
  }

  /// 方块地图: where the parts of an area lie as tiles; nil where no map of it was drawn.
  public func tileMap(of area: AreaCode) throws(CatalogError) -> TileMap? {
    var found: TileMap?
    for path in [paths.share + "/Data/areas/tiles.toml"] + paths.user.map({ $0 + "/tiles.toml" }) {
      guard let file = try TOMLFile(path) else { continue }
      if let map = try TileFile.read(file).first(where: { $0.area == area }) { found = map }
    }
    return found
  }

  /// 区划: the areas that come with the program, each above those inside it.
  public func shippedAreas() throws(CatalogError) -> [AreaEntry] {
    let folder = paths.share + "/Data/areas"
    var found: [AreaEntry] = []
    for name in Files.names(in: folder, ending: ".csv") where !["residents.csv", "changes.csv"].contains(name) {
      try AreaFiles.areas("\(folder)/\(name)", into: &found)
    }
    guard !found.isEmpty else { throw absent(folder) }
    return found.sorted { $0.code < $1.code }
  }

  /// 普查人口: residents as the census found them, for the areas where a figure is known.
  public func residents() throws(CatalogError) -> [CensusResidents] {
    try AreaFiles.residents(paths.share + "/Data/areas/residents.csv")
  }

  /// 区划变更: codes and names that ended, and what replaced them: those of the data with the user's `areas/changes.csv`
  /// over them. The same old code replaces.
  public func codeChanges() throws(CatalogError) -> [CodeChange] {
    var found: [CodeChange] = []
    for folder in layers("/areas", shipped: "/Data/areas") {
      let layer = try AreaFiles.changes(folder + "/changes.csv")
      let replaced = Set(layer.filter { !$0.isRenaming }.map(\.old))
      found = found.filter { $0.isRenaming || !replaced.contains($0.old) } + layer
    }
    return found
  }

  /// Those of the data alone, where the user's cannot be read.
  public func shippedCodeChanges() throws(CatalogError) -> [CodeChange] {
    try AreaFiles.changes(paths.share + "/Data/areas/changes.csv")
  }

  /// A folder of the shipped data, then the user's, the later over the earlier.
  private func layers(_ folder: String, shipped: String) -> [String] {
    [paths.share + shipped] + paths.user.map { $0 + folder }
  }

  private func absent(_ path: String) -> CatalogError {
    CatalogError(file: path, zh: "没有这个文件,安装不完整", en: "is missing; the installation is not complete")
  }
}
