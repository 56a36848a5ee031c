internal import CPostgres

/// 通知: a word from another connection to the same database.
struct PostgresNotification: Equatable, Sendable {
  var channel: String
  var payload: String
  /// The server's number of the connection that sent it.
  var processID: Int32
}

extension PostgresConnection {
  /// Has the notifications of a channel sent to this connection, also after `reset`.
  ///
  /// - Throws: `PostgresError`.
  func listen(to channel: String) throws {
    try runScript("LISTEN \(Self.quoted(channel))")
    remember(channel)
  }

  /// What has come since the last call, without waiting.
  ///
  /// - Throws: `PostgresError` where the connection was lost.
  func notifications() throws -> [PostgresNotification] {
    let functions = library.functions
    guard functions.PQconsumeInput(connection) != 0 else { throw PostgresError(of: connection, library) }
    var found: [PostgresNotification] = []
    while let next = functions.PQnotifies(connection) {
      let fields = next.pointee
      found.append(
        PostgresNotification(
          channel: String(cString: fields.relname), payload: String(cString: fields.extra), processID: fields.be_pid))
      functions.PQfreemem(next)
    }
    return found
  }

  /// What to poll for reading until a notification may have come; another after `reset`, -1 without a connection.
  var notificationDescriptor: Int32 { library.functions.PQsocket(connection) }
}
