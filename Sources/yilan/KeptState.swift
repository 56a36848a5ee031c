import Catalog
import Dashboard
import Foundation
import Panels
import PostalModel

/// What is kept between two runs: the last place of each database, places visited, and the theme and language chosen by
/// hand. One line each, its parts separated by tabs, in `$XDG_STATE_HOME/yilan/state`.
///
/// Nothing depends on it: lines that cannot be read are left out, and a folder that cannot be written is no error.
struct KeptState {
  var theme: String?
  var language: Language?
  /// Of all databases, each with its path.
  private var places: [(database: String, kind: Substring, address: String, title: String)] = []
  private let path: String?

  /// - Parameter path: nil keeps nothing.
  init(path: String?) {
    self.path = path
    guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      switch (parts.first, parts.count) {
      case ("theme", 2): theme = String(parts[1])
      case ("language", 2): language = Language(rawValue: String(parts[1]))
      case ("last", 4), ("visited", 4):
        places.append((String(parts[1]), parts[0], String(parts[2]), String(parts[3])))
      default: break
      }
    }
  }

  static func path(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
    CatalogPaths.stateFolder(environment).map { $0 + "/state" }
  }

  /// Where one was last in a database.
  func lastPlace(in database: String) -> Place? {
    places.first { $0.kind == "last" && $0.database == database }.flatMap { try? Place($0.address) }
  }

  func visited(in database: String) -> [Visited] {
    places.filter { $0.kind == "visited" && $0.database == database }.compactMap { line in
      (try? Place(line.address)).map { Visited(place: $0, title: line.title) }
    }
  }

  mutating func keep(_ place: Place, _ visited: [Visited], in database: String) {
    places.removeAll { $0.database == database }
    places.append((database, "last", place.description, ""))
    places += visited.suffix(20).map { (database, "visited", $0.place.description, $0.title) }
  }

  func write() {
    guard let path else { return }
    var lines: [String] = []
    if let theme { lines.append("theme\t\(theme)") }
    if let language { lines.append("language\t\(language.rawValue)") }
    lines += places.map { "\($0.kind)\t\($0.database)\t\($0.address)\t\($0.title)" }
    // A name that would end a line is left out, and not all that is kept with it.
    lines.removeAll { $0.contains { $0.isNewline } }
    let folder = (path as NSString).deletingLastPathComponent
    PrivateFile.makeFolder(folder)
    PrivateFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
  }
}
