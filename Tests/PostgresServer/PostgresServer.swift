import Foundation
import Synchronization

/// A PostgreSQL server for tests: a cluster of its own in a temporary folder, on a free port of this machine alone. It
/// ends with the process of the tests, however that ends.
public final class PostgresServer: Sendable {
  public let port: Int
  private let programs: String
  private let folder: String
  private let user: ServerUser
  private let watcher: Watcher
  private let settings: [String]
  private static let databases = Atomic(0)

  /// The server of all tests that need no other, started at the first use.
  public static var shared: PostgresServer {
    get throws { try started.get() }
  }

  /// Why no server can be had here; nil where one can.
  public static var whyNot: String? {
    switch started {
    case .success: nil
    case .failure(let error): "\(error)"
    }
  }

  private static let started = Result { try PostgresServer(isHasty: true) }

  /// Starts a server of its own, for a test that stops it.
  public convenience init() throws { try self.init(isHasty: false) }

  /// Starts a read replica of this one, which follows it.
  public func replica() throws -> PostgresServer { try PostgresServer(isHasty: false, of: self) }

  /// - Parameters:
  ///   - isHasty: what was committed last is lost when it is killed.
  ///   - main: the one that it is a replica of.
  private init(isHasty: Bool, of main: PostgresServer? = nil) throws {
    settings = Self.settings + ["synchronous_commit=\(isHasty ? "off" : "on")"]
    guard let programs = Self.findPrograms() else {
      throw Hindrance("initdb and postgres are not installed (Debian: apt install postgresql)")
    }
    self.programs = programs
    user = try ServerUser()
    folder = try user.makeFolder()
    watcher = try Watcher(
      folder: folder, stop: user.command(["\(programs)/pg_ctl", "stop", "-D", "\(folder)/data", "-m", "immediate"]))
    if let main {
      try user.run(
        ["\(programs)/pg_basebackup", "--no-sync", "-R", "-X", "stream", "-c", "fast", "-d", main.address]
          + ["-D", "\(folder)/data"], in: folder)
    } else {
      try user.run(
        ["\(programs)/initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8"]
          + ["--locale=\(Self.locale)", "-D", "\(folder)/data"], in: folder)
    }
    // A port that is free now may be taken a moment later.
    var last: (any Error)?
    for _ in 0..<5 {
      let port = try Self.freePort()
      do {
        try Self.start(port: port, settings, programs, user, folder)
        self.port = port
        return
      } catch { last = error }
    }
    throw last!
  }

  /// The address of the database `postgres`.
  public var address: String { address(of: "postgres") }

  /// Makes an empty database, or a copy of another.
  ///
  /// - Parameter template: the address or name of a database that nobody is connected to.
  /// - Returns: its address.
  public func freshDatabase(template: String = "template0") throws -> String {
    let name = "yilan_\(Self.databases.add(1, ordering: .relaxed).newValue)"
    let source = template.split(separator: "/").last.map(String.init) ?? template
    try user.run(
      ["\(programs)/psql", "-X", "-q", "-d", address, "-c", "CREATE DATABASE \"\(name)\" TEMPLATE \"\(source)\""],
      in: folder)
    return address(of: name)
  }

  /// Gives SQL to psql, as an administrator does.
  public func run(_ sql: String, on address: String) throws {
    try user.run(["\(programs)/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", sql], in: folder)
  }

  /// Starts it again, on the same port.
  public func start() throws { try Self.start(port: port, settings, programs, user, folder) }

  /// Ends it in order, its connections cut.
  public func stop() throws { try end("fast") }

  /// Ends it at once, with nothing written out; what was committed stays, but for that of the shared one.
  public func kill() throws { try end("immediate") }

  // MARK: Parts

  private static let settings = [
    "listen_addresses=127.0.0.1", "unix_socket_directories=''", "max_connections=300", "fsync=off",
    "full_page_writes=off", "autovacuum=off",
    // Containers have little of the other kind.
    "dynamic_shared_memory_type=mmap",
  ]

  #if os(macOS)
    private static let locale = "C"
  #else
    private static let locale = "C.UTF-8"
  #endif

  private static func start(port: Int, _ settings: [String], _ programs: String, _ user: ServerUser, _ folder: String)
    throws
  {
    try user.run(
      ["\(programs)/pg_ctl", "start", "-w", "-s", "-t", "120", "-D", "\(folder)/data", "-l", "\(folder)/log"]
        + ["-o", "-p \(port) " + settings.map { "-c \($0)" }.joined(separator: " ")], in: folder)
  }

  private func end(_ mode: String) throws {
    try user.run(["\(programs)/pg_ctl", "stop", "-w", "-s", "-D", "\(folder)/data", "-m", mode], in: folder)
  }

  private func address(of database: String) -> String { "postgres://postgres@127.0.0.1:\(port)/\(database)" }

  /// The folder of the newest PostgreSQL whose server is there too.
  private static func findPrograms() -> String? {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let debian = ((try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? [])
      .sorted { $0.compare($1, options: .numeric) == .orderedDescending }.map { "/usr/lib/postgresql/\($0)/bin" }
    let brew = ["/opt/homebrew/opt", "/usr/local/opt"].flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasPrefix("postgresql") }
        .sorted { $0.compare($1, options: .numeric) == .orderedDescending }.map { "\(folder)/\($0)/bin" }
    }
    return (path + debian + brew).first { folder in
      ["initdb", "postgres", "pg_ctl", "psql"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
      }
    }
  }

  private static func freePort() throws -> Int {
    #if os(Linux)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let file = socket(AF_INET, kind, 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, size) == 0 && getsockname(file, $0, &size) == 0
      }
    }
    guard isBound else { throw Hindrance("no port is free on 127.0.0.1") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

/// Why a server cannot be had.
struct Hindrance: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
