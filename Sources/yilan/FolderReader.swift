import Foundation
import Panels
import PostalModel

/// Lists the files that may be returns, or maps of their columns.
enum FolderReader {
  private static let endings = ["csv", "txt", "tsv", "xlsx", "xlsm", "xls", "et", "toml"]

  /// - Parameter path: nil for the folder the program was started in.
  /// - Returns: nothing in it where the folder cannot be read.
  static func listing(of path: String?) -> FolderListing {
    let manager = FileManager.default
    let folder = URL(fileURLWithPath: path ?? manager.currentDirectoryPath).standardizedFileURL.path
    var found: [(entry: FolderListing.Entry, seconds: Int)] = []
    for name in (try? manager.contentsOfDirectory(atPath: folder)) ?? [] where !name.hasPrefix(".") {
      // Links are followed: a folder of the network is often one.
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0 else { continue }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      guard isFolder || endings.contains((name as NSString).pathExtension.lowercased()) else { continue }
      // Excel's mark of a file that is open.
      if name.hasPrefix("~$") { continue }
      var seconds = time_t(status.st_mtim.tv_sec)
      var parts = tm()
      localtime_r(&seconds, &parts)
      let day = Day(Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)) ?? Day(ordinal: 0)
      found.append((.init(name: name, isFolder: isFolder, size: Int(status.st_size), modified: day), seconds))
    }
    found.sort { left, right in
      if left.entry.isFolder != right.entry.isFolder { return left.entry.isFolder }
      if !left.entry.isFolder, left.seconds != right.seconds { return left.seconds > right.seconds }
      return left.entry.name.utf8.lexicographicallyPrecedes(right.entry.name.utf8)
    }
    return FolderListing(path: folder, entries: found.map(\.entry))
  }
}
