import Glibc

/// Which file stands at a path, and whether something was done to it from outside.
struct DatabaseFile: Equatable {
  var device: UInt
  var number: UInt
  var size: Int
  /// Nanoseconds since 1970 of the last change.
  var changed: Int

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
