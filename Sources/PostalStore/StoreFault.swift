import Foundation
import GRDB

extension PostalStore {
  /// What a database error means for whoever used the file, and what to do.
  ///
  /// - Parameter patience: seconds that were waited for another program.
  static func unusable(_ path: String, _ error: DatabaseError, patience: Double? = nil) -> StoreError {
    let file = StorePlace(path)
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      return .unusable(
        path: path, zh: "不是数据库文件;请换一个路径,或用 yilan restore 从备份恢复",
        en: "not a database file; name another path, or restore a backup by yilan restore")
    case .SQLITE_CORRUPT:
      return .unusable(
        path: path,
        zh: "数据库已损坏(\(reason));先复制文件,再用 yilan doctor --recover 新文件 取出能读的,或用 yilan restore 从备份恢复",
        en:
          "the database is damaged (\(reason)); copy the file, then take out what can be read by yilan doctor --recover "
          + "NEWFILE, or restore a backup by yilan restore")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      if let (zh, en) = file.hindrance { return .unusable(path: path, zh: zh, en: en) }
      return .unusable(
        path: path, zh: "不能打开或写入(\(reason));请检查文件、文件夹的权限和磁盘",
        en: "cannot be opened or written to (\(reason)); check the permissions of file and folder, and the disk")
    case .SQLITE_FULL:
      return .unusable(path: path, zh: Self.full.zh, en: Self.full.en)
    case .SQLITE_IOERR:
      if file.isFull { return .unusable(path: path, zh: Self.full.zh, en: Self.full.en) }
      let code = error.extendedResultCode
      return .unusable(
        path: path, zh: "磁盘读写出错(\(code)),这一次没有存入任何内容;请检查磁盘(dmesg、yilan doctor)后再试",
        en:
          "the disk failed (\(code)), and nothing of this was stored; check the disk (dmesg, yilan doctor) and try again"
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      let waited = patience.map { Int($0.rounded()) } ?? 0
      return .unusable(
        path: path,
        zh: waited > 0 ? "等了 \(waited) 秒,另一程序仍在写入;请看它是否卡住,稍后再试" : "另一程序正在写入,请稍后再试",
        en: waited > 0
          ? "another program was still writing to it after \(waited) s; see whether it hangs, and try again"
          : "another program is writing to it; try again in a moment")
    default:
      return .unusable(path: path, zh: "数据库出错:\(reason)", en: "database error: \(reason)")
    }
  }

  private static let full = (
    zh: "磁盘已满,这一次没有存入任何内容;请腾出空间后再试",
    en: "the disk is full, and nothing of this was stored; make room and try again"
  )

  static func isDamage(_ error: DatabaseError) -> Bool {
    error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
  }

  /// A store of tables that this program did not make, or makes otherwise.
  static func refusal(_ path: String, _ standing: SchemaSteps.Standing) -> StoreError {
    standing == .newer
      ? .unusable(
        path: path, zh: "数据库由更新的版本写成,本版本不改动它;请升级程序",
        en: "the database was written by a newer version, which this one will not touch; install the newer program")
      : .unusable(
        path: path, zh: "是别的程序的数据库,不是驿览的,没有改动它;请换一个路径",
        en: "is a database of another program, not of Yilan, and was left alone; name another path")
  }
}

/// Where a database is or is to be, as the file system tells it.
struct StorePlace {
  let path: String

  init(_ path: String) { self.path = path }

  var folder: String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  var exists: Bool { access(path, F_OK) == 0 }

  /// Bytes of the file, or of another one beside it; 0 where there is none.
  func size(_ ending: String = "") -> Int { Self.status(path + ending).map { Int($0.st_size) } ?? 0 }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// Who may read and write a new database: its owner alone, and in a folder that is handed on to its group (setgid, as
  /// that of a wall) the group too.
  var newMode: mode_t {
    guard let folder = Self.status(folder) else { return 0o600 }
    return folder.st_mode & S_ISGID == 0 ? 0o600 : 0o660
  }

  /// Makes the file, empty, where it is absent: SQLite itself would let everybody read it. A database in memory has none.
  func make() {
    guard path != ":memory:" else { return }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    fchmod(file, newMode)
    close(file)
    // Its name too has to outlast a power cut.
    let above = open(folder, O_RDONLY | O_CLOEXEC)
    guard above >= 0 else { return }
    fsync(above)
    close(above)
  }

  /// Is there hardly any room left?
  var isFull: Bool {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return false }
    return status.f_bavail * status.f_frsize < 1 << 20
  }

  /// What stands in the way of reading and writing the file, in both languages; nil where nothing is seen.
  var hindrance: (zh: String, en: String)? {
    guard let above = Self.status(folder) else {
      return (
        "文件夹 \(folder) 不存在或进不去;请先建立(mkdir -p \(folder))或检查上级文件夹的权限,或换一个路径",
        "the folder \(folder) is not there or cannot be entered; make it (mkdir -p \(folder)), check the folders above, or "
          + "name another path"
      )
    }
    guard above.st_mode & S_IFMT == S_IFDIR else {
      return ("\(folder) 不是文件夹;请换一个路径", "\(folder) is not a folder; name another path")
    }
    let file = Self.status(path)
    if let file, file.st_mode & S_IFMT == S_IFDIR {
      return ("是文件夹,不是数据库文件;请换一个路径", "is a folder and not a database file; name another path")
    }
    if file != nil {
      if access(path, R_OK) != 0 { return denied(path, file, zh: "没有读取权限", en: "no permission to read it") }
      if access(path, W_OK) != 0 { return denied(path, file, zh: "没有写入权限", en: "no permission to write to it") }
    }
    if access(folder, W_OK | X_OK) != 0 {
      return denied(
        folder, above, zh: "没有写入文件夹 \(folder) 的权限(数据库旁边要写日志)",
        en: "no permission to write to the folder \(folder), where the log is kept beside the database")
    }
    return nil
  }

  private func denied(_ path: String, _ status: stat?, zh: String, en: String) -> (zh: String, en: String) {
    if errno == EROFS {
      return (
        "所在的磁盘是只读的;请改为可写后再试,或换一个路径",
        "is on a disk that is read-only; make it writable, or name another path"
      )
    }
    let owner = status.map { Self.name(of: $0.st_uid) } ?? "?"
    let mode = status.map { String($0.st_mode & 0o7777, radix: 8) } ?? "?"
    let me = Self.name(of: geteuid())
    return (
      "\(zh):属于 \(owner),权限 \(mode),当前用户 \(me);请让管理员改属主或权限(sudo chown \(me) \(path)),或换一个路径",
      "\(en): it belongs to \(owner) with mode \(mode), and the user is \(me); have it changed (sudo chown \(me) \(path)), or "
        + "name another path"
    )
  }

  private static func name(of user: uid_t) -> String {
    guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return "\(user)" }
    return String(cString: name)
  }
}
