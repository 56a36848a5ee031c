import Foundation
import GRDB
import PostalModel

/// What a restore did.
public struct StoreRestored: Sendable, Equatable {
  public var copy: StoreCopy
  /// Where the database that was replaced is now; nil where there was none.
  public var kept: String?
}

extension PostalStore {
  /// Puts a backup in the place of a database. One that is there is replaced only when that is asked for, and kept beside;
  /// programs that have it open go on with the new content.
  ///
  /// - Throws: `StoreError.declined` where there is one and it is not to be replaced, `StoreError.unusable` for a backup
  ///   that is not ours, damaged or of a newer version, and for what the disk does.
  public static func restore(_ file: String, to path: String, isReplacing: Bool) throws -> StoreRestored {
    try StoreCopy.reading(file) { source in
      try StoreCopy.check(source, path: file) { $0 != .newer }
      let place = StorePlace(path)
      guard place.exists else {
        return StoreRestored(copy: try StoreCopy.make(of: source, at: file, to: path))
      }
      guard isReplacing else {
        throw StoreError.declined(
          zh: "\(path): 已有数据库,不会覆盖;要替换请加 --replace(原来的会留在旁边)",
          en: "\(path): there is a database, which is not overwritten; add --replace to replace it (it is kept beside)")
      }
      guard !isSame(file, path) else {
        throw StoreError.declined(zh: "\(file): 就是现在的数据库", en: "\(file): is the database itself")
      }
      do {
        return try overwrite(path, with: source, from: file)
      } catch let error as DatabaseError where isDamage(error) {
        return try moveAside(path, for: source, from: file)
      } catch let error as DatabaseError {
        throw unusable(path, error, patience: patience)
      }
    }
  }

  /// Seconds that a restore waits for a program that is writing.
  private static let patience = 60.0

  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }

  /// Keeps a copy of a database and writes the backup over its content as one transaction.
  private static func overwrite(_ path: String, with source: GRDB.Database, from file: String) throws -> StoreRestored {
    let turn = Turn(patience: patience)
    var configuration = Configuration()
    configuration.busyMode = .callback { turn.wait($0) }
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
    let target = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? target.close() }
    var looking = Configuration()
    looking.readonly = true
    let watch = try DatabaseQueue(path: path, configuration: looking)
    defer { try? watch.close() }
    func version() throws -> Int? {
      try watch.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    }
    // Read once, so that later writes are seen as changes.
    let standing = try watch.unsafeRead { try Schema.migrator.standing(of: Database($0)) }
    if standing == .foreign { throw refusal(path, .foreign) }
    let told = try watch.unsafeRead { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") }
    guard told == ["ok"] else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: told.first) }
    let before = try version()
    var kept: String?
    if standing != .empty {
      kept = try watch.unsafeRead {
        try StoreCopy.make(of: $0, at: path, to: StoreCopy.keptName(path, "replaced"))
      }.path
    }
    var copy: StoreCopy?
    try target.writeWithoutTransaction { db in
      var isFirst = true
      try source.backup(to: db, pagesPerStep: 64) { _ in
        // From the first step on nobody else writes; nothing is in force before the last.
        guard isFirst else { return }
        isFirst = false
        guard try version() == before else {
          if let kept { unlink(kept) }
          throw StoreError.declined(
            zh: "\(path): 恢复时另有程序写入,没有改动;请再试一次",
            en: "\(path): another program wrote to it meanwhile, and nothing was changed; try again")
        }
      }
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      copy = try StoreCopy.described(db, path: path)
    }
    return StoreRestored(copy: copy ?? StoreCopy(path: path), kept: kept)
  }

  /// Gives a damaged database another name, with its log, and makes a new one in its place.
  private static func moveAside(_ path: String, for source: GRDB.Database, from file: String) throws -> StoreRestored {
    // Made first: whatever ends this, one of the two is there.
    var copy = try StoreCopy.make(of: source, at: file, to: StoreCopy.keptName(path, "restored"))
    let kept = StoreCopy.keptName(path, "replaced")
    for ending in ["", "-wal", "-shm", "-journal"] where StorePlace(path + ending).exists {
      guard rename(path + ending, kept + ending) == 0 else {
        let reason = String(cString: strerror(errno))
        throw StoreError.unusable(path: path, zh: "移不开:\(reason)", en: "cannot be moved away: \(reason)")
      }
    }
    guard rename(copy.path, path) == 0 else {
      let reason = String(cString: strerror(errno))
      throw StoreError.unusable(
        path: path, zh: "不能改名:\(reason);内容在 \(copy.path)",
        en: "cannot be renamed: \(reason); the content is in \(copy.path)")
    }
    copy.path = path
    return StoreRestored(copy: copy, kept: kept)
  }
}
