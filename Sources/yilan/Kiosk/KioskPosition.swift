import Catalog
import Foundation

/// Where a wall was in its playlist, so that after a crash or a power cut it goes on there. Nothing depends on it.
struct KioskPosition {
  private let path: String?
  private let playlist: String
  private(set) var entry = 0
  private(set) var item = 0

  /// - Parameter playlist: what the position is of.
  init(playlist: String, environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.playlist = playlist
    path = CatalogPaths.stateFolder(environment).map { $0 + "/kiosk" }
    guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
    let parts = text.split(separator: "\n").first?.split(separator: "\t", omittingEmptySubsequences: false) ?? []
    guard parts.count == 3, parts[2] == playlist, let entry = Int(parts[0]), let item = Int(parts[1]), entry >= 0,
      item >= 0
    else { return }
    (self.entry, self.item) = (entry, item)
  }

  mutating func keep(_ position: (entry: Int, item: Int)) {
    guard position != (entry, item) else { return }
    (entry, item) = position
    guard let path, !playlist.contains(where: \.isNewline) else { return }
    let folder = (path as NSString).deletingLastPathComponent
    PrivateFile.makeFolder(folder)
    PrivateFile.write(Array("\(entry)\t\(item)\t\(playlist)\n".utf8), to: path)
  }
}
