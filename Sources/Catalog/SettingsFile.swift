import PostalModel

/// `settings.toml`: what an office may set.
enum SettingsFile {
  static func read(_ file: TOMLFile, into settings: inout Settings) throws(CatalogError) {
    let entry = file.entry
    try entry.allow(["behind_bound", "far_behind_bound", "due_day", "brands_reached", "prefer_system"])
    if let bound = try points(entry, "behind_bound") { settings.behindBound = bound }
    if let bound = try points(entry, "far_behind_bound") { settings.farBehindBound = bound }
    guard settings.behindBound <= settings.farBehindBound else {
      let key = entry.table["far_behind_bound"] == nil ? "behind_bound" : "far_behind_bound"
      throw entry.wrong(key, "far_behind_bound 不能小于 behind_bound", "far_behind_bound cannot be below behind_bound")
    }
    if let day = try entry.whole("due_day", in: 1...31) { settings.dueDay = day }
    if let brands = try entry.whole("brands_reached", in: 1...100) { settings.brandsReached = brands }
    if let prefers = try entry.flag("prefer_system") { settings.prefersSystem = prefers }
  }

  private static func points(_ entry: TOMLEntry, _ key: String) throws(CatalogError) -> Double? {
    guard let points = try entry.amount(key)?.number else { return nil }
    guard (0...100).contains(points) else {
      throw entry.wrong(key, "须为 0 到 100 的百分点", "must be points from 0 to 100")
    }
    return points
  }
}
