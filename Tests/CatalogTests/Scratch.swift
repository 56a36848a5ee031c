import Catalog
import Foundation

/// A folder of its own for a test, removed with the value.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: false, encoding: .utf8)
    return file
  }

  /// The folder that holds `Data` and `Themes`.
  static let share: String = {
    var folder = (#filePath as NSString).deletingLastPathComponent
    while folder != "/", !FileManager.default.fileExists(atPath: folder + "/Data/indicators.toml") {
      folder = (folder as NSString).deletingLastPathComponent
    }
    return folder
  }()

  /// The shipped catalog with this folder over it.
  var catalog: Catalog { Catalog(CatalogPaths(share: Scratch.share, user: [path])) }
}

extension Catalog {
  static let shipped = Catalog(CatalogPaths(share: Scratch.share))
}
