import ArgumentParser
import Foundation
import PostalStore

/// `backup`: a whole copy of the database while others use it.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copies the database into a file, while others read and write it. 备份。",
    discussion: """
      The copy is of one moment, is checked (integrity and rows of every table), and never overwrites a file. Into a \
      folder it goes under a dated name, and --keep removes the oldest of those.
      """)
  @Argument(help: "The new file, or a folder. 新文件或文件夹。")
  var file: String
  @Option(help: "Of the dated copies in the folder so many are kept. 文件夹里保留的份数。")
  var keep: Int?
  @OptionGroup var options: SharedOptions

  func validate() throws {
    if let keep, keep < 1 { throw ValidationError("--keep \(keep): 须大于 0 / must be 1 or more") }
  }

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    let path = Setup.databasePath(options)
    try Self.refuseServer(path, setup)
    var isFolder: ObjCBool = false
    let goesIntoFolder = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) && isFolder.boolValue
    if keep != nil, !goesIntoFolder {
      throw Failure.usage(
        setup.say("--keep 只用于文件夹,\(file) 不是", "--keep is for a folder, which \(file) is not"))
    }
    let dated = DatedBackups(database: path, folder: file)
    let copy = try setup.asking { try PostalStore.backUp(path, to: goesIntoFolder ? dated.newPath() : file) }
    print(Self.text(copy, setup))
    if let keep {
      for old in try dated.remove(keeping: keep) { print(setup.say("删除 \(old)", "removed \(old)")) }
    }
  }

  /// A database on a server is kept and brought back by the server's own means.
  static func refuseServer(_ path: String, _ setup: Setup) throws {
    guard PostalStore.isServer(path) else { return }
    throw Failure.usage(
      setup.say(
        "服务器上的数据库用 PostgreSQL 自己的办法备份和恢复(pg_dump、pg_basebackup);要成一个文件,用 yilan copy 地址 文件",
        "a database on a server is backed up and restored by PostgreSQL's own means (pg_dump, pg_basebackup); for one file "
          + "there is yilan copy ADDRESS FILE"))
  }

  /// What is in a copy.
  static func text(_ copy: StoreCopy, _ setup: Setup) -> String {
    let mark = copy.isDemonstration ? " · \(Setup.demonstrationMark)" : ""
    return setup.say(
      "\(copy.path): \(SystemCheck.size(copy.size)),\(copy.tables) 张表 \(copy.rows) 行,有效导入 \(copy.imports);已核对\(mark)",
      "\(copy.path): \(SystemCheck.size(copy.size)), \(copy.rows) rows in \(copy.tables) tables, \(copy.imports) imports "
        + "in force; checked\(mark)")
  }
}

/// The copies of a database in a folder, `office-20250712-030000.sqlite`.
struct DatedBackups {
  private let folder: String
  private let stem: String
  private static let ending = ".sqlite"

  init(database: String, folder: String) {
    self.folder = folder
    stem = ((database as NSString).lastPathComponent as NSString).deletingPathExtension + "-"
  }

  func newPath() -> String {
    let time = StoreCopy.dateMark()
    let name = (1...).lazy.map { "\(folder)/\(stem)\(time)" + ($0 > 1 ? "-\($0)" : "") + Self.ending }
    return name.first { !FileManager.default.fileExists(atPath: $0) }!
  }

  /// Removes the oldest.
  ///
  /// - Returns: what was removed.
  func remove(keeping count: Int) throws -> [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter(isDated)
      .sorted { $0.dropLast(Self.ending.count) < $1.dropLast(Self.ending.count) }
    return names.dropLast(count).compactMap { name in
      unlink("\(folder)/\(name)") == 0 ? "\(folder)/\(name)" : nil
    }
  }

  /// Is a name one of ours, with a date behind the stem? Copies that somebody named are left alone.
  private func isDated(_ name: String) -> Bool {
    guard name.hasPrefix(stem), name.hasSuffix(Self.ending) else { return false }
    let date = name.dropFirst(stem.count).dropLast(Self.ending.count)
    return date.count >= 15 && date.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-") }
  }
}
