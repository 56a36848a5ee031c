#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files and folders by plain system calls: the start of the program waits for these.
public enum Files {
  /// The bytes of a file; nil where there is no such file. Links are followed, but only to a file: a pipe would wait for
  /// ever, and a device never end.
  ///
  /// - Parameter most: bytes that it may have.
  public static func bytes(_ path: String, most: Int = 16 << 20) throws(CatalogError) -> [UInt8]? {
    // A pipe that nobody writes to is opened at once by O_NONBLOCK, and seen to be one.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      // A socket cannot be opened.
      if errno == ENXIO { throw notAFile(path, S_IFSOCK) }
      throw unreadable(path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw notAFile(path, status.st_mode & S_IFMT) }
    let size = Int(status.st_size)
    guard size <= most else {
      throw CatalogError(
        file: path, zh: "文件超过 \(most >> 20) MB;请确认它是该读的文件,或分成几个",
        en: "larger than \(most >> 20) MB; check that it is the file that is meant, or divide it")
    }
    var failed = false
    let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        if got <= 0 { break }
        count += got
      }
    }
    if failed { throw unreadable(path) }
    return content
  }

  /// The text of a file; nil where there is no such file.
  static func text(_ path: String) throws(CatalogError) -> String? {
    guard let bytes = try bytes(path) else { return nil }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw CatalogError(
        file: path, line: lineOfBadText(bytes), zh: "不是 UTF-8 文本,请另存为 UTF-8", en: "not UTF-8 text; save it as UTF-8")
    }
    return text
  }

  /// The names in a folder that end so, without hidden ones, in the order of their bytes; none where there is no
  /// such folder.
  static func names(in folder: String, ending: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(ending), !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// The path with links followed; nil where there is no such file.
  static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  static func currentFolder() -> String? { resolved(".") }

  private static func notAFile(_ path: String, _ kind: mode_t) -> CatalogError {
    let (zh, en) =
      switch kind {
      case S_IFDIR: ("文件夹", "a folder")
      case S_IFIFO: ("管道", "a pipe")
      case S_IFSOCK: ("套接字", "a socket")
      default: ("设备", "a device")
      }
    return CatalogError(
      file: path, zh: "是\(zh),不是文件;请先存成文件", en: "is \(en), no file; save it as a file first")
  }

  private static func unreadable(_ path: String) -> CatalogError {
    let reason = String(cString: strerror(errno))
    return CatalogError(file: path, zh: "无法读取:\(reason)", en: "cannot be read: \(reason)")
  }

  private static func lineOfBadText(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      if part.contains(0) || String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return 1
  }
}
