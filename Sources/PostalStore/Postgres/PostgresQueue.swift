import Foundation

/// One connection to a server, used by one thread after the other.
///
/// A connection that was lost is made again at the next read or write, with pauses that grow while that fails: a read or
/// write under way is never begun again by itself.
final class PostgresQueue: @unchecked Sendable {
  private let lock = NSLock()
  private let session: PostgresSession
  private let turn: Turn
  private let address: String
  private let listening = NSLock()
  private var listener: PostgresListener?
  /// Seconds until the server is asked again after it did not answer, and since when.
  private var pause = 0.0
  private var failed = ContinuousClock.now
  private var lastError: PostgresError?

  /// - Throws: `PostgresError`, `PostgresAbsence`.
  init(address: String, readOnly: Bool, turn: Turn) throws {
    self.address = address
    session = PostgresSession(
      try PostgresConnection(address: address, readOnly: readOnly, session: PostgresGround.session))
    self.turn = turn
  }

  func read<Value>(_ body: (PostgresSession) throws -> Value) throws -> Value {
    try lock.withLock {
      try connect()
      return try session.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ") { (try body(session), .rollback) }
    }
  }

  /// Takes the turn of a writer, runs a change, and tells the others.
  ///
  /// - Parameter body: may be run twice, the second time with all others kept out.
  func write<Value>(_ scope: WriteScope = .whole, _ body: (PostgresSession) throws -> (Value, Database.Ending)) throws
    -> Value
  {
    try lock.withLock {
      try connect()
      defer { if session.connection.isAlive { PostgresStatistics.refresh(session.connection) } }
      do { return try writeLocked(scope, body) } catch is NeedsWhole { return try writeLocked(.whole, body) }
    }
  }

  private func writeLocked<Value>(
    _ scope: WriteScope, _ body: (PostgresSession) throws -> (Value, Database.Ending)
  ) throws -> Value {
    try session.transaction("BEGIN") {
      try session.connection.runScript(PostgresGround.writing)
      try session.begin(PostgresLocks(connection: session.connection, turn: turn), scope)
      let (value, ending) = try body(session)
      if ending == .commit { try session.connection.runScript("NOTIFY \(PostgresGround.channel)") }
      return (value, ending)
    }
  }

  /// Makes a lost connection again.
  private func connect() throws {
    guard !session.connection.isAlive else { return }
    if let lastError, failed.duration(to: .now) < .seconds(pause) { throw lastError }
    do {
      try session.reset()
      (pause, lastError) = (0, nil)
    } catch let error as PostgresError {
      pause = PostgresListener.longer(pause)
      failed = .now
      lastError = error
      throw error
    }
  }

  /// Listens to other connections from the first call on.
  private func listen() -> PostgresListener {
    listening.withLock {
      if let listener { return listener }
      let own = session.connection.processID
      let made = PostgresListener(address: address, except: own)
      listener = made
      return made
    }
  }

  /// How often others have written, as far as was heard; a connection that was lost and came again counts too.
  func version() throws -> Int { try listen().version() }

  /// Has a change by others told, from a thread of its own.
  func onChange(_ tell: @escaping @Sendable () -> Void) { listen().onChange(tell) }

  func interrupt() { session.connection.interrupt() }
}
