import Foundation

/// 临时文件夹: a new folder of an unforeseeable name that only this user may enter.
public struct TemporaryFolder {
  public let path: String

  /// nil where none can be made in the folder for temporary files (`TMPDIR`).
  public init?() {
    var name = Array((FileManager.default.temporaryDirectory.path + "/yilan-XXXXXX").utf8CString)
    // It makes the folder itself, with mode 0700, or fails where the name is taken.
    guard mkdtemp(&name) != nil else { return nil }
    path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Takes it away with all that is in it.
  public func remove() { try? FileManager.default.removeItem(atPath: path) }
}
