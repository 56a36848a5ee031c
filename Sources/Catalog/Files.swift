#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files and folders by plain system calls: the start of the program waits for these.
enum Files {
  /// The bytes of a file; nil where there is no such file.
  static func bytes(_ path: String) throws(CatalogError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw unreadable(path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw unreadable(path) }
    let size = Int(status.st_size)
    guard size <= 16 << 20 else {
      throw CatalogError(file: path, zh: "文件超过 16 MB,不像是数据文件", en: "larger than 16 MB, which no data file is")
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
