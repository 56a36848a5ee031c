import Glibc

/// Which file stands at a path, and whether something was done to it from outside.
struct DatabaseFile: Equatable {
  var device: UInt
  var number: UInt
  var size: Int
  /// Nanoseconds since 1970 of the last change.
  var changed: Int

  /// In place of the file of a database on a server.
  static let server = DatabaseFile(device: 0, number: 0, size: 0, changed: 0)

  private init(device: UInt, number: UInt, size: Int, changed: Int) {
    (self.device, self.number, self.size, self.changed) = (device, number, size, changed)
  }

  /// nil where there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
    size = Int(status.st_size)
    changed = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
  }
}
