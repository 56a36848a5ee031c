import Foundation

/// Whom a server runs as: the user of the tests, or another in place of root, which PostgreSQL refuses.
struct ServerUser: Sendable {
  private let prefix: [String]
  private let owner: (user: uid_t, group: gid_t)?

  init() throws {
    guard geteuid() == 0 else {
      prefix = []
      owner = nil
      return
    }
    guard let change = ["/usr/bin/setpriv", "/bin/setpriv"].first(where: FileManager.default.isExecutableFile) else {
      throw Hindrance(
        "PostgreSQL does not run as root, and setpriv (util-linux), by which to run it as another, is absent")
    }
    guard let entry = getpwnam("postgres") ?? getpwnam("nobody") else {
      throw Hindrance("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody")
    }
    let (user, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
    prefix = [change, "--reuid=\(user)", "--regid=\(group)", "--clear-groups"]
    owner = (user, group)
  }

  /// A command as this user gives it.
  func command(_ words: [String]) -> [String] { prefix + words }

  /// A new folder that is the user's own.
  func makeFolder() throws -> String {
    var name = Array((FileManager.default.temporaryDirectory.path + "/yilan-postgres-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw Hindrance("no folder can be made for temporary files") }
    let folder = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    if let owner { chown(folder, owner.user, owner.group) }
    return folder
  }

  /// Runs a command to its end.
  ///
  /// - Throws: `Hindrance` with what it said, where it fails.
  func run(_ words: [String], in folder: String) throws {
    let command = command(words)
    // A file and no pipe: a server that was started would hold the pipe open.
    let said = "\(folder)/said-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: said) }
    // Variables of libpq would send psql elsewhere.
    let child = try Child(command, in: folder, output: said) { !$0.hasPrefix("PG") }
    guard child.wait() == 0 else {
      let words = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
      throw Hindrance("\(command.joined(separator: " ")): \(words.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
  }
}
