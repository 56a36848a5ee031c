import Foundation
import PostalModel
import PostalStore

/// The database and the folder it is in. Looks and changes nothing: a database that is not there is not made.
struct DatabaseCheck {
  let language: Language
  let path: String

  struct Outcome {
    var findings: [Finding]
    var newest: Day?
    /// Bytes of the file.
    var size = 0
    /// Exit status 3.
    var isUnusable = false
  }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  private var name: String { say("数据库", "database") }

  /// - Parameter setup: what figures are judged by; nil where the data files cannot be read.
  func look(_ setup: Setup?) -> Outcome {
    let folder = Self.folder(of: path)
    guard FileManager.default.fileExists(atPath: path) else {
      return Outcome(findings: [
        Finding(
          "database", .warning, name, say("\(path) 尚未建立", "\(path) is not made yet"),
          remedy: say("yilan import 文件,或先看 yilan demo", "yilan import FILE, or yilan demo to see one first")),
        writable(folder),
      ])
    }
    let rest = [writable(folder), isPrivate(), fileSystem(here(folder), folder: folder)]
    guard let setup else {
      return Outcome(
        findings: [Finding("database", .skipped, name, say("数据文件有误,未打开", "not opened, since data files are wrong"))]
          + rest)
    }
    do {
      let store = try PostalStore(
        path: path, settings: setup.settings, standards: setup.plans.densityStandards, readOnly: true)
      let health = try store.health()
      let facts = try store.facts()
      let outcome = Outcome(
        findings: [opened(facts), integrity(health)] + rest, newest: facts.dataAsOf, size: health.size,
        isUnusable: !health.damages.isEmpty)
      return outcome
    } catch let error as StoreError {
      guard case .unusable(_, let zh, let en) = error else { return Outcome(findings: rest) }
      return Outcome(
        findings: [
          Finding(
            "database", .fault, name, "\(path): \(say(zh, en))",
            remedy: say("也可用 --database 换一个", "or name another by --database"))
        ] + rest, isUnusable: true)
    } catch {
      return Outcome(findings: [Finding("database", .fault, name, "\(path): \(error)")] + rest, isUnusable: true)
    }
  }

  /// What is in it.
  func opened(_ facts: StoreFacts) -> Finding {
    let kind = facts.isDemonstration ? say("演示数据", "demonstration returns") : say("真实报表", "real returns")
    let month = facts.lastMonth?.description ?? "-"
    let text = say(
      "\(path) · \(kind) · 有效导入 \(facts.imports) · 最新月份 \(month)",
      "\(path) · \(kind) · \(facts.imports) imports in force · newest month \(month)")
    guard facts.imports > 0 else {
      return Finding("database", .warning, name, text, remedy: say("yilan import 文件", "yilan import FILE"))
    }
    return Finding("database", .ok, name, text)
  }

  private func integrity(_ health: StoreHealth) -> Finding {
    let name = say("数据库完好", "database whole")
    guard health.damages.isEmpty else {
      return Finding(
        "integrity", .fault, name, health.damages.joined(separator: "; "),
        remedy: say(
          "先复制文件,再用 yilan doctor --recover 新文件 取出能读的,或用 yilan restore 从备份恢复",
          "copy the file first; then yilan doctor --recover NEWFILE, or restore a backup by yilan restore"))
    }
    let text = say(
      "结构 \(health.migrations) 步,\(SystemCheck.size(health.size)),日志 \(health.journal)",
      "tables of \(health.migrations) steps, \(SystemCheck.size(health.size)), journal \(health.journal)")
    guard health.journal == "wal" else {
      return Finding(
        "integrity", .warning, name, text,
        remedy: say("用本程序打开一次即成 WAL:yilan ledger", "opened once by this program it is WAL: yilan ledger"))
    }
    return Finding("integrity", .ok, name, text)
  }

  /// Whether the database can be written to, and made where it is not there.
  private func writable(_ folder: String) -> Finding {
    let name = say("写入权限", "permission to write")
    // What is nearest to a folder that has yet to be made.
    var nearest = folder
    while access(nearest, F_OK) != 0, nearest != "/", nearest != "." { nearest = Self.folder(of: nearest) }
    let file = access(path, F_OK) == 0 ? path : nil
    guard let denied = [file, nearest].compactMap({ $0 }).first(where: { access($0, W_OK) != 0 }) else {
      return Finding("write", .ok, name, folder)
    }
    return Finding(
      "write", .warning, name,
      say("不能写 \(denied):不能导入,也看不到别人正在写的", "cannot write \(denied): no imports, and no reading while another writes"),
      remedy: say("sudo chgrp 本组 并 chmod g+w \(denied)", "have \(denied) given to a group of yours with g+w"))
  }

  /// Whether others on this machine can read the returns; a new database is made for its owner alone.
  private func isPrivate() -> Finding {
    let name = say("别人不能读", "not for others")
    var status = stat()
    let mode = String((stat(path, &status) == 0 ? status.st_mode : 0) & 0o777, radix: 8)
    guard status.st_mode & 0o007 != 0 else { return Finding("private", .ok, name, say("权限 \(mode)", "mode \(mode)")) }
    return Finding(
      "private", .warning, name,
      say("权限 \(mode):本机任何用户都能读", "mode \(mode): any user of this machine can read it"),
      remedy: "chmod o= \(path)")
  }

  // MARK: File system

  private func here(_ folder: String) -> String? {
    guard let whole = realpath(folder, nil) else { return nil }
    defer { free(whole) }
    guard let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return nil }
    return Self.fileSystem(of: String(cString: whole), mounts: String(decoding: mounts, as: UTF8.self))
  }

  /// Kinds on which several machines may write: the log beside the database needs memory that all of them share.
  private static let shared: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "gfs2", "ocfs2", "glusterfs", "fuse.sshfs",
    "fuse.glusterfs", "fuse.rclone", "davfs", "fuse.davfs2",
  ]

  /// The kind of the file system that a folder is on, by the text of `/proc/self/mountinfo`; nil where that does not tell.
  static func fileSystem(of folder: String, mounts: String) -> String? {
    var found: (point: String, kind: String)?
    for line in mounts.split(separator: "\n") {
      // Fields before ` - `: the fifth is where it is mounted. Behind it: the kind. The later lies over the earlier.
      let parts = line.components(separatedBy: " - ")
      let fields = parts[0].split(separator: " ")
      guard parts.count > 1, fields.count > 4, let kind = parts[1].split(separator: " ").first else { continue }
      let point = String(fields[4]).replacingOccurrences(of: "\\040", with: " ")
      let isAbove = point == "/" || folder == point || folder.hasPrefix(point + "/")
      if isAbove, point.count >= found?.point.count ?? 0 { found = (point, String(kind)) }
    }
    return found?.kind
  }

  /// - Parameter kind: as the system names it, such as ext4; nil where it does not tell.
  func fileSystem(_ kind: String?, folder: String) -> Finding {
    let name = say("文件系统", "file system")
    guard let kind else { return Finding("file_system", .skipped, name, say("系统没有告知", "the system does not tell")) }
    if Self.shared.contains(kind) {
      return Finding(
        "file_system", .fault, name,
        say(
          "\(folder) 在网络盘(\(kind)):多台机器同用会损坏数据库",
          "\(folder) is on a network (\(kind)): used by several machines the database will be damaged"),
        remedy: say("数据库放在本机磁盘;别的机器经 SSH 使用", "keep it on a disk of this machine; other machines use it through SSH"))
    }
    if kind.hasPrefix("fuse") {
      return Finding(
        "file_system", .warning, name,
        say("\(folder) 在 \(kind) 上,可能是网络盘", "\(folder) is on \(kind), perhaps a network"),
        remedy: say("如是网络盘,请移到本机磁盘", "if it is one, move the database to a disk of this machine"))
    }
    return Finding("file_system", .ok, name, kind)
  }

  static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }
}
