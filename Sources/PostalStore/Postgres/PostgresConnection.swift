internal import CPostgres
import Foundation
import Synchronization

/// A connection to a PostgreSQL server.
///
/// It is used from one thread at a time, `interrupt` apart. Whoever shares it between threads keeps to that; nothing else
/// of it could be seen half done, so it may be sent to another thread.
final class PostgresConnection: @unchecked Sendable {
  let library: PostgresLibrary
  let connection: OpaquePointer
  private let address: String
  /// With `***` for the password.
  let shownAddress: String
  private let isReadOnly: Bool
  private let session: String
  private(set) var statements = PostgresStatements()
  private var parameters = PostgresParameters()
  private var channels: [String] = []
  private let cancelling = Mutex(Cancelling())

  private struct Cancelling: @unchecked Sendable {
    var handle: OpaquePointer?
    var isRunning = false
  }

  /// Connects.
  ///
  /// - Parameters:
  ///   - address: `postgres://` or `postgresql://`, as libpq reads it: what it leaves out comes from libpq's own variables
  ///     (`PGPASSWORD`, `PGSSLMODE`, …), its service file and its file of passwords.
  ///   - readOnly: the server refuses writes.
  ///   - session: statements that each connecting, also that of `reset`, begins with.
  /// - Throws: `PostgresAbsence` without libpq, or `PostgresError`.
  init(address: String, readOnly: Bool, session: String = "", library: PostgresLibrary? = nil) throws {
    let library = try library ?? PostgresLibrary.shared()
    self.library = library
    isReadOnly = readOnly
    self.session = session
    self.address = address
    shownAddress = PostgresAddress.withoutPassword(address)
    let options = try Self.options(address, library)
    let keywords = options.map { strdup($0.0) } + [nil]
    let values = options.map { strdup($0.1) } + [nil]
    defer { for text in keywords + values { free(text) } }
    let started = keywords.map { UnsafePointer($0) }.withUnsafeBufferPointer { keywords in
      values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
        library.functions.PQconnectStartParams(keywords.baseAddress, values.baseAddress, 1)
      }
    }
    guard let started else { throw PostgresError(message: "out of memory", isConnectionLost: true) }
    connection = started
    if library.functions.PQstatus(connection) == CONNECTION_BAD { throw failure() }
    // Only a connection that is begun can be told to keep silent, before the server may have anything to say: what was
    // begun is dropped, and libpq's own connecting, with its limits of time and its list of hosts, does all of it.
    _ = library.functions.PQsetNoticeReceiver(connection, yilan_libpq_ignore, nil)
    try reset()
  }

  deinit {
    cancelling.withLock { library.functions.PQfreeCancel($0.handle) }
    library.functions.PQfinish(connection)
  }

  /// Connects anew. What was not committed is gone; channels are listened to again.
  ///
  /// - Throws: `PostgresError`.
  func reset() throws {
    cancelling.withLock {
      library.functions.PQfreeCancel($0.handle)
      $0 = Cancelling()
    }
    statements.forgetAll()
    library.functions.PQreset(connection)
    guard library.functions.PQstatus(connection) == CONNECTION_OK else { throw failure() }
    cancelling.withLock { $0.handle = library.functions.PQgetCancel(connection) }
    var session = "SET standard_conforming_strings = on; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'"
    if isReadOnly { session += "; SET default_transaction_read_only = on" }
    if !self.session.isEmpty { session += "; \(self.session)" }
    try runScript(session)
    for channel in channels { try runScript("LISTEN \(Self.quoted(channel))") }
  }

  /// Is there a server still? Notices also one that went meanwhile, unless the network says nothing of it.
  var isAlive: Bool {
    // A server that goes says so first: only what comes after that is the end.
    var waiting = pollfd(fd: notificationDescriptor, events: Int16(POLLIN), revents: 0)
    while library.functions.PQstatus(connection) == CONNECTION_OK, poll(&waiting, 1, 0) > 0 {
      _ = library.functions.PQconsumeInput(connection)
    }
    return library.functions.PQstatus(connection) == CONNECTION_OK
  }

  /// Inside BEGIN and COMMIT, also where the transaction has failed.
  var isInTransaction: Bool {
    let status = library.functions.PQtransactionStatus(connection)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  /// The version of the server: 150004 for 15.4.
  var serverVersion: Int { Int(library.functions.PQserverVersion(connection)) }

  /// The server's number of this connection, by which notifications of its own are told.
  var processID: Int32 { library.functions.PQbackendPID(connection) }

  // MARK: Statements

  /// Runs one statement.
  ///
  /// - Parameters:
  ///   - arguments: of `$1` and so on.
  ///   - typeHints: see `PostgresParameters.set`; a statement is prepared for each set of types that it comes with, so
  ///     columns that may be NULL are better named.
  ///   - prepared: keep it ready though it has no arguments.
  /// - Throws: `PostgresError`.
  @discardableResult
  func run(_ sql: String, _ arguments: [SQLValue] = [], typeHints: [PostgresType] = [], prepared: Bool = false) throws
    -> PostgresResult
  {
    try refuseNUL(in: sql)
    let functions = library.functions
    guard prepared || !arguments.isEmpty else {
      return try rows(running { functions.PQexecParams(connection, sql, 0, nil, nil, nil, nil, 1) }, sql)
    }
    parameters.set(arguments, hints: typeHints)
    let key = PostgresStatements.Key(sql: sql, types: parameters.types)
    do {
      return try execute(key)
    } catch let error as PostgresError where error.isPlanStale {
      statements.drop(key)
      // In a transaction, which has failed by this, it is for the caller to begin again.
      if isInTransaction { throw error }
      return try execute(key)
    }
  }

  /// Runs several statements without arguments, as one transaction; a BEGIN among them takes in those before it too.
  ///
  /// - Throws: `PostgresError`.
  func runScript(_ sql: String) throws {
    try refuseNUL(in: sql)
    let result = running { library.functions.PQexec(connection, sql) }
    defer { library.functions.PQclear(result) }
    switch library.functions.PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
    default: throw PostgresError(of: result, on: connection, library, sql: sql)
    }
  }

  private func execute(_ key: PostgresStatements.Key) throws -> PostgresResult {
    let functions = library.functions
    let name = try statements.name(of: key) ?? prepare(key)
    return try rows(
      running {
        parameters.withAddresses {
          functions.PQexecPrepared(
            connection, name, Int32(key.types.count), $0, parameters.lengths, parameters.formats, 1)
        }
      }, key.sql)
  }

  private func prepare(_ key: PostgresStatements.Key) throws -> String {
    let functions = library.functions
    let name = statements.newName()
    let result = running { functions.PQprepare(connection, name, key.sql, Int32(key.types.count), key.types) }
    defer { functions.PQclear(result) }
    guard functions.PQresultStatus(result) == PGRES_COMMAND_OK else {
      throw PostgresError(of: result, on: connection, library, sql: key.sql)
    }
    // No more can be let go of in a transaction that has failed, but in such a one nothing is prepared either.
    for old in statements.keep(name, of: key) { try? runScript("DEALLOCATE \(old)") }
    return name
  }

  private func rows(_ result: OpaquePointer?, _ sql: String) throws -> PostgresResult {
    switch library.functions.PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      return try PostgresResult(result!, library, sql: sql)
    default:
      defer { library.functions.PQclear(result) }
      throw PostgresError(of: result, on: connection, library, sql: sql)
    }
  }

  // MARK: Interruption

  /// Ends the statement that is running, from any thread; it throws the SQL state 57014. Nothing where none runs.
  ///
  /// It waits until the server has taken the word, so that no later statement is hit.
  func interrupt() {
    cancelling.withLock { state in
      guard state.isRunning, let handle = state.handle else { return }
      var message = [CChar](repeating: 0, count: 256)
      _ = library.functions.PQcancel(handle, &message, Int32(message.count))
    }
  }

  /// May `interrupt` speak to the server?
  func setRunning(_ isRunning: Bool) { cancelling.withLock { $0.isRunning = isRunning } }

  private func running<Value>(_ body: () -> Value) -> Value {
    setRunning(true)
    defer { setRunning(false) }
    return body()
  }

  // MARK: Parts

  /// A name as it stands in a statement.
  static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

  func remember(_ channel: String) { if !channels.contains(channel) { channels.append(channel) } }

  /// libpq would end the statement there.
  func refuseNUL(in sql: String) throws {
    guard sql.withCString({ strlen($0) }) != sql.utf8.count else { return }
    throw PostgresError(sqlState: "22021", message: "the statement has a character NUL", sql: sql)
  }

  private func failure() -> PostgresError {
    var error = PostgresError(of: connection, library)
    error.message = error.message.replacing(address, with: shownAddress)
    return error
  }

  /// What the address leaves open, the address, and what it may not change, in an order in which later ones hold.
  private static func options(_ address: String, _ library: PostgresLibrary) throws -> [(String, String)] {
    let functions = library.functions
    guard !address.utf8.contains(0) else { throw PostgresError(message: "the address has a character NUL") }
    var message: UnsafeMutablePointer<CChar>?
    guard let parsed = functions.PQconninfoParse(address, &message) else {
      defer { functions.PQfreemem(message) }
      let told = message.map { String(cString: $0) } ?? "out of memory"
      throw PostgresError(
        message: told.replacing(address, with: PostgresAddress.withoutPassword(address)).trimmingCharacters(
          in: .whitespacesAndNewlines))
    }
    defer { functions.PQconninfoFree(parsed) }
    var given: Set<String> = []
    var place = parsed
    while let keyword = place.pointee.keyword {
      if place.pointee.val != nil { given.insert(String(cString: keyword)) }
      place += 1
    }
    let environment = ProcessInfo.processInfo.environment
    var options: [(String, String)] = []
    // What stands in a service file cannot be seen from here, and would give way to these.
    if !given.contains("service"), environment["PGSERVICE"] == nil {
      options = defaults.filter { $0.0 != "connect_timeout" || environment["PGCONNECT_TIMEOUT"] == nil }
    }
    return options + [("dbname", address), ("client_encoding", "UTF8"), ("fallback_application_name", "yilan")]
  }

  /// A network that is gone is noticed after a minute, and not after hours.
  private static let defaults = [
    ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
    ("tcp_user_timeout", "60000"),
  ]
}
