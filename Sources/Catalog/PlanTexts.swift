#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Catalog {
  /// 原文: the office's own text of a plan, as it attached it; nil where it has none. Nothing of the plans' texts comes
  /// with the program.
  public func planText(_ plan: String) throws(CatalogError) -> String? {
    for folder in paths.user.reversed() {
      if let text = try Files.text("\(folder)/plans/\(plan).txt") { return text }
    }
    return nil
  }

  /// Keeps an office's text of a plan in a folder of its own configuration. An earlier one stays as `.before`.
  ///
  /// - Returns: the path it is kept at.
  public static func attach(_ text: String, to plan: String, in configFolder: String) throws(CatalogError) -> String {
    let folder = configFolder + "/plans"
    for end in folder.indices.dropFirst() where folder[end] == "/" { mkdir(String(folder[..<end]), 0o755) }
    mkdir(folder, 0o755)
    let path = "\(folder)/\(plan).txt"
    let draft = path + ".new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw unwritable(path) }
    var rest = Array(text.utf8)[...]
    var failed = false
    while !rest.isEmpty, !failed {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { failed = true }
    }
    failed = fsync(descriptor) != 0 || failed
    close(descriptor)
    // The one before stays at hand, so that a slip can be taken back.
    if !failed {
      unlink(path + ".before")
      link(path, path + ".before")
    }
    guard !failed, rename(draft, path) == 0 else {
      let error = unwritable(path)
      unlink(draft)
      throw error
    }
    return path
  }

  private static func unwritable(_ path: String) -> CatalogError {
    let reason = String(cString: strerror(errno))
    return CatalogError(file: path, zh: "无法写入:\(reason)", en: "cannot be written: \(reason)")
  }
}
