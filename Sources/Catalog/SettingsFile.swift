import PostalModel

/// `settings.toml`: what an office may set.
enum SettingsFile {
  /// - Parameter themes: the names of the themes there are; asked for where the file names one.
  static func read(_ file: TOMLFile, into settings: inout Settings, themes: () -> [String]) throws(CatalogError) {
    let entry = file.entry
    try entry.allow([
      "behind_bound", "far_behind_bound", "due_day", "licence_days", "verified_days", "brands_reached", "prefer_system",
      "theme",
      "theme_dark",
      "theme_light", "mouse", "heartbeat",
    ])
    if let bound = try points(entry, "behind_bound") { settings.behindBound = bound }
    if let bound = try points(entry, "far_behind_bound") { settings.farBehindBound = bound }
    guard settings.behindBound <= settings.farBehindBound else {
      let key = entry.table["far_behind_bound"] == nil ? "behind_bound" : "far_behind_bound"
      throw entry.wrong(key, "far_behind_bound 不能小于 behind_bound", "far_behind_bound cannot be below behind_bound")
    }
    if let day = try entry.whole("due_day", in: 1...31) { settings.dueDay = day }
    if let days = try entry.whole("licence_days", in: 1...730) { settings.licenceDays = days }
    if let days = try entry.whole("verified_days", in: 1...730) { settings.verifiedDays = days }
    if let brands = try entry.whole("brands_reached", in: 1...100) { settings.brandsReached = brands }
    if let prefers = try entry.flag("prefer_system") { settings.prefersSystem = prefers }
    if let name = try theme(entry, "theme", besides: [Settings.automaticTheme], themes) { settings.theme = name }
    if let name = try theme(entry, "theme_dark", themes) { settings.darkTheme = name }
    if let name = try theme(entry, "theme_light", themes) { settings.lightTheme = name }
    if let mouse = try entry.flag("mouse") { settings.hasMouse = mouse }
    if let path = try entry.text("heartbeat") {
      guard path.hasPrefix("/") else {
        throw entry.wrong(
          "heartbeat", "须为绝对路径,如 /run/yilan-kiosk/heartbeat", "must be a whole path, such as /run/yilan-kiosk/heartbeat"
        )
      }
      settings.heartbeat = path
    }
  }

  private static func theme(
    _ entry: TOMLEntry, _ key: String, besides words: [String] = [], _ themes: () -> [String]
  ) throws(CatalogError) -> String? {
    guard let name = try entry.text(key) else { return nil }
    let known = words + themes()
    guard known.contains(name) else {
      let list = known.joined(separator: " ")
      throw entry.wrong(key, "没有主题“\(name)”;可用:\(list)", "there is no theme \"\(name)\"; available: \(list)")
    }
    return name
  }

  private static func points(_ entry: TOMLEntry, _ key: String) throws(CatalogError) -> Double? {
    guard let points = try entry.amount(key)?.number else { return nil }
    guard (0...100).contains(points) else {
      throw entry.wrong(key, "须为 0 到 100 的百分点", "must be points from 0 to 100")
    }
    return points
  }
}
