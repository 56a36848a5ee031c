import PostalModel

/// 播放单: a file of scenes. What addresses and names of keys mean is the dashboard's to say, which it does by
/// ``wrong(_:scene:zh:en:)``.
public struct PlaylistFile: Sendable {
  public let path: String
  public private(set) var playlist = Playlist()
  private let lines: Lines

  /// The lines of keys, since values of a parser are not to be kept.
  private struct Lines: Sendable {
    var exit: Int
    var scenes: [(header: Int, keys: [String: Int])]
  }

  private static let keys: Set<String> = [
    "title", "title_en", "every", "scope", "idle", "firms", "exit", "repaint", "shift", "theme", "stale", "scene",
  ]
  private static let sceneKeys: Set<String> = [
    "address", "query", "indicator", "count", "panel", "scope", "seconds", "hours", "days", "theme", "title",
    "title_en",
  ]
  private static let queries = ["worst", "children", "plans", "open-items", "tasks-due"]

  /// - Parameters:
  ///   - indicators: the ids that a query may name.
  ///   - panels: the names of panels.
  ///   - themes: the names of themes; asked for where the file names one.
  init(_ file: TOMLFile, indicators: [String], panels: [String], themes: () -> [String]) throws(CatalogError) {
    path = file.file
    let entry = file.entry
    try entry.allow(PlaylistFile.keys)
    var list = Playlist()
    list.titleZh = try entry.text("title")
    list.titleEn = try entry.text("title_en")
    if let seconds = try entry.whole("every", in: 1...86_400) { list.every = seconds * 1000 }
    if let seconds = try entry.whole("idle", in: 5...3600) { list.idle = seconds }
    if let shows = try entry.flag("firms") { list.showsFirms = shows }
    if let minutes = try entry.whole("repaint", in: 0...1440) { list.repaint = minutes }
    if let minutes = try entry.whole("shift", in: 0...1440) { list.shift = minutes }
    list.theme = try PlaylistFile.theme(entry, themes)
    list.exit = (try entry.text("exit") ?? "").split(separator: " ").map(String.init)
    if let stale = try entry.sub("stale") {
      let forms = Form.allCases.map(\.rawValue)
      try stale.allow(Set(forms))
      for form in Form.allCases {
        guard let days = try stale.whole(form.rawValue, in: 0...3650) else { continue }
        list.staleDays[form] = days == 0 ? nil : days
      }
    }
    let scope = try entry.text("scope") ?? ""
    var lines = Lines(exit: entry.lineNumber(of: "exit"), scenes: [])
    for part in try entry.tables("scene") {
      try part.allow(PlaylistFile.sceneKeys)
      list.scenes.append(try PlaylistFile.scene(part, scope, indicators, panels, themes))
      lines.scenes.append((part.lineNumber(of: nil), part.lineNumbers))
    }
    guard !list.scenes.isEmpty else {
      throw CatalogError(
        file: file.file, zh: "没有一个画面;至少写一节 [[scene]],如 address = \"5205\"",
        en: "has no scene; write at least one [[scene]], such as address = \"5205\"")
    }
    playlist = list
    self.lines = lines
  }

  /// An error at a key of a scene (from 0), or of the file itself.
  public func wrong(_ key: String, scene: Int?, zh: String, en: String) -> CatalogError {
    guard let scene else { return CatalogError(file: path, line: lines.exit, zh: "\(key):\(zh)", en: "\(key): \(en)") }
    let found = lines.scenes[scene]
    let place = "[[scene]] \(scene + 1)"
    return CatalogError(
      file: path, line: found.keys[key] ?? found.header, zh: "\(place) \(key):\(zh)", en: "\(place) \(key): \(en)")
  }

  private static func scene(
    _ entry: TOMLEntry, _ scope: String, _ indicators: [String], _ panels: [String], _ themes: () -> [String]
  ) throws(CatalogError) -> PlaylistScene {
    var scene = PlaylistScene(try subject(entry, scope, indicators, panels))
    if let seconds = try entry.whole("seconds", in: 1...86_400) { scene.duration = seconds * 1000 }
    if let text = try entry.text("hours") {
      guard let hours = DayHours(text) else {
        throw entry.wrong(
          "hours", "须为时段,如 08:00-18:00 或 22:00-06:00", "must be hours such as 08:00-18:00 or 22:00-06:00")
      }
      scene.hours = hours
    }
    scene.days = try days(entry)
    scene.theme = try theme(entry, themes)
    scene.titleZh = try entry.text("title")
    scene.titleEn = try entry.text("title_en")
    return scene
  }

  private static func subject(
    _ entry: TOMLEntry, _ scope: String, _ indicators: [String], _ panels: [String]
  ) throws(CatalogError) -> PlaylistScene.Subject {
    func onlyOf(_ query: String?, _ keys: [String]) throws(CatalogError) {
      for key in ["indicator", "count", "panel", "scope"] where entry.table[key] != nil && !keys.contains(key) {
        let place = query.map { "query = \"\($0)\"" } ?? "address"
        throw entry.wrong(key, "\(place) 不用这个键;请去掉", "is not used by \(place); leave it out")
      }
    }
    if let address = try entry.text("address") {
      guard entry.table["query"] == nil else {
        throw entry.wrong("query", "address 与 query 只能写一个", "address and query exclude one another")
      }
      try onlyOf(nil, [])
      return .address(address)
    }
    guard let query = try entry.text("query") else {
      throw entry.wrong(
        "address", "缺少;写 address 或 query(\(queries.joined(separator: " ")))",
        "is missing; give address or query (\(queries.joined(separator: " ")))")
    }
    let scope = try entry.text("scope") ?? scope
    func panel() throws(CatalogError) -> String? {
      guard let name = try entry.text("panel") else { return nil }
      guard panels.contains(name) else {
        let list = panels.joined(separator: " ")
        throw entry.wrong("panel", "没有面板“\(name)”;可用:\(list)", "there is no panel \"\(name)\"; available: \(list)")
      }
      return name
    }
    switch query {
    case "worst":
      try onlyOf(query, ["indicator", "count", "panel", "scope"])
      let indicator = try entry.neededText("indicator")
      guard indicators.contains(indicator) else {
        throw entry.wrong(
          "indicator", "没有指标“\(indicator)”;见 yilan plans 与 Data/indicators.toml",
          "there is no indicator \"\(indicator)\"; see Data/indicators.toml")
      }
      return .worst(
        count: try entry.whole("count", in: 1...100) ?? 5, indicator: indicator, scope: scope, panel: try panel())
    case "children":
      try onlyOf(query, ["panel", "scope"])
      return .children(scope: scope, panel: try panel() ?? "overview")
    case "plans":
      try onlyOf(query, ["panel"])
      return .plans(panel: try panel() ?? "plans")
    case "open-items":
      try onlyOf(query, ["scope"])
      return .openItems(scope: scope)
    case "tasks-due":
      try onlyOf(query, ["scope"])
      return .tasksDue(scope: scope)
    default:
      let list = queries.joined(separator: " ")
      throw entry.wrong("query", "不能是“\(query)”,只能是:\(list)", "cannot be \"\(query)\"; one of: \(list)")
    }
  }

  /// `"mon-fri"`, `"sat"`, or a list of both.
  private static func days(_ entry: TOMLEntry) throws(CatalogError) -> Set<Weekday> {
    let all = Weekday.allCases
    var days: Set<Weekday> = []
    for text in try entry.texts("days") ?? [] {
      let sides = text.split(separator: "-", omittingEmptySubsequences: false).map { Weekday(rawValue: String($0)) }
      guard (1...2).contains(sides.count), let first = sides[0], let last = sides[sides.count - 1] else {
        let list = all.map(\.rawValue).joined(separator: " ")
        throw entry.wrong(
          "days", "“\(text)”不是星期;可用 \(list),或 mon-fri",
          "\"\(text)\" is no day of the week; there are \(list), or mon-fri")
      }
      var index = all.firstIndex(of: first)!
      days.insert(first)
      while all[index] != last {
        index = (index + 1) % all.count
        days.insert(all[index])
      }
    }
    return days
  }

  private static func theme(_ entry: TOMLEntry, _ themes: () -> [String]) throws(CatalogError) -> String? {
    guard let name = try entry.text("theme") else { return nil }
    let known = themes()
    guard known.contains(name) else {
      let list = known.joined(separator: " ")
      throw entry.wrong("theme", "没有主题“\(name)”;可用:\(list)", "there is no theme \"\(name)\"; available: \(list)")
    }
    return name
  }
}

extension Catalog {
  /// The playlist for where no plan says which.
  public static let commonPlaylist = "all"

  /// 播放单: the playlist of a plan, or the common one; the user's `playlists` folder lies over the shipped one. nil where
  /// there is none of that name.
  ///
  /// - Parameter panels: the names of panels.
  public func playlist(
    named name: String, indicators: [Indicator], panels: [String]
  ) throws(CatalogError) -> PlaylistFile? {
    for folder in playlistFolders.reversed() {
      guard let file = try TOMLFile("\(folder)/\(name).toml") else { continue }
      return try PlaylistFile(file, indicators: indicators.map(\.id), panels: panels, themes: themeNames)
    }
    return nil
  }

  /// The playlist in a file that the user names.
  public func playlist(
    at path: String, indicators: [Indicator], panels: [String]
  ) throws(CatalogError) -> PlaylistFile {
    guard let file = try TOMLFile(path) else {
      throw CatalogError(
        file: path, zh: "没有这个播放单;请检查路径,自带的有 \(playlistNames().joined(separator: " "))",
        en: "there is no such playlist; check its path, those at hand are \(playlistNames().joined(separator: " "))")
    }
    return try PlaylistFile(file, indicators: indicators.map(\.id), panels: panels, themes: themeNames)
  }

  /// The names of the playlists at hand, in alphabetical order.
  public func playlistNames() -> [String] {
    var names: Set<String> = []
    for folder in playlistFolders {
      for name in Files.names(in: folder, ending: ".toml") { names.insert(String(name.dropLast(5))) }
    }
    return names.sorted()
  }

  private var playlistFolders: [String] { [paths.share + "/Data/playlists"] + paths.user.map { $0 + "/playlists" } }
}
