import Catalog
import PostalModel

extension Setup {
  /// The most bytes of a file that a user names.
  private static let mostOfFile = 1 << 30

  /// 所给文件: the bytes of a file that a user names.
  ///
  /// - Throws: `Failure` with status 1 where there is none, or it is a pipe, a device or a folder.
  func bytes(of path: String) throws -> [UInt8] {
    do throws(CatalogError) {
      if let bytes = try Files.bytes(path, most: Self.mostOfFile) { return bytes }
    } catch {
      throw Failure.refused([Problem(file: path, zh: error.zh, en: error.en).text(language)])
    }
    throw Failure.refused([
      Problem(file: path, zh: "读不到这个文件;请检查路径和权限", en: "cannot be read; check its path and permissions").text(language)
    ])
  }
}
