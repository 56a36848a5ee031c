import Foundation

/// A file that is being made beside the name it is to have: that name is given to it only when it is whole and on disk.
struct PartFile {
  let path: String
  private let final: String

  private static let mark = ".yilan-part-"

  /// Makes it, empty, for its owner alone (in a folder that is handed on to a group, for the group too).
  ///
  /// - Throws: `StoreError.unusable` where it cannot be made.
  init(for file: String) throws {
    final = file
    let place = StorePlace(file)
    Self.removeLeft(in: place.folder)
    path = "\(place.folder)/.\((file as NSString).lastPathComponent)\(Self.mark)\(getpid())"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      let (zh, en) = place.hindrance ?? ("不能建立文件:\(reason)", "cannot be made: \(reason)")
      throw StoreError.unusable(path: file, zh: zh, en: en)
    }
    fchmod(descriptor, place.newMode)
    close(descriptor)
  }

  /// Puts it on disk and gives it its name, unless that was taken meanwhile.
  func settle() throws {
    guard Self.sync(path) else { throw failure() }
    if link(path, final) == 0 {
      unlink(path)
    } else if errno == EEXIST {
      try StoreCopy.refuseTaken(final)
    } else {
      // A file system without links.
      try StoreCopy.refuseTaken(final)
      guard rename(path, final) == 0 else { throw failure() }
    }
    guard Self.sync(StorePlace(final).folder) else { throw failure() }
  }

  /// Removes what is left of it; nothing once it has its name.
  func remove() { for ending in Self.endings { unlink(path + ending) } }

  private func failure() -> StoreError {
    let reason = String(cString: strerror(errno))
    return .unusable(
      path: final, zh: "写不了:\(reason);请检查磁盘和空间", en: "cannot be written: \(reason); check the disk and its room")
  }

  private static let endings = ["", "-journal", "-wal", "-shm"]

  private static func sync(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  /// Removes what programs left that ended in the middle of it.
  private static func removeLeft(in folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(".") {
      guard let range = name.range(of: mark) else { continue }
      let digits = name[range.upperBound...].prefix { $0.isNumber }
      guard let process = Int32(digits), kill(process, 0) != 0, errno == ESRCH else { continue }
      unlink("\(folder)/\(name)")
    }
  }
}
