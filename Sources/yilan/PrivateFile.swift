import Foundation

/// 私有文件: a file that only its user may read, written whole or not at all.
enum PrivateFile {
  /// Makes a folder that only its user may enter; one that is there already is closed to others.
  static func makeFolder(_ path: String) {
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    chmod(path, 0o700)
  }

  /// Replaces what is there; a link is replaced, and not followed.
  ///
  /// - Returns: false where it could not be written; what was there then stays.
  @discardableResult
  static func write(_ bytes: [UInt8], to path: String) -> Bool {
    // A name of its own, made anew with mode 0600: nobody can have put a link there.
    var name = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return false }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var rest = bytes[...]
    var failed = false
    while !rest.isEmpty, !failed {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { failed = true }
    }
    failed = fsync(descriptor) != 0 || failed
    close(descriptor)
    if !failed, rename(name, path) == 0 { return true }
    unlink(name)
    return false
  }
}
