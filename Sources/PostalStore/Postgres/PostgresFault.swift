import GRDB
import PostalModel

extension PostalStore {
  /// Is it the address of a server, and no path?
  public static func isServer(_ address: String) -> Bool {
    address.hasPrefix("postgres://") || address.hasPrefix("postgresql://")
  }

  /// What an error of PostgreSQL means for whoever used it, and what to do.
  ///
  /// - Parameters:
  ///   - address: without a password.
  ///   - patience: seconds that were waited for another program.
  ///   - role: that is connected as.
  static func unusable(_ address: String, _ error: PostgresError, patience: Double? = nil, role: String? = nil)
    -> StoreError
  {
    let reason = [error.message, error.detail].compactMap(\.self).joined(separator: "; ")
    func told(_ zh: String, _ en: String) -> StoreError { .unusable(path: address, zh: zh, en: en) }
    switch error.sqlState ?? Self.state(ofConnecting: error.message) {
    case "55P03":
      let waited = patience.map { Int($0.rounded()) } ?? 0
      return told(
        "等了 \(waited) 秒,另一程序仍在写入;请稍后再试", "another program was still writing after \(waited) s; try again later")
    case "40001", "40P01":
      return told(
        "与另一程序同时写入,这一次没有存入任何内容;请再试一次",
        "another program wrote at the same time, and nothing of this was stored; try again")
    case "28000", "28P01":
      return told(
        "服务器不接受这个用户或密码(\(reason));请检查地址里的用户、PGPASSWORD 或 ~/.pgpass",
        "the server takes neither user nor password (\(reason)); check the user in the address, PGPASSWORD or ~/.pgpass"
      )
    case "3D000":
      return told(
        "服务器上没有这个数据库(\(reason));请先用 createdb 建立",
        "the server has no such database (\(reason)); make it first by createdb")
    case PostgresError.refused:
      let (zh, en) = role.map { ("角色 \($0) ", "the role \($0)") } ?? ("这个角色", "the role")
      return told(
        "\(zh)没有这项权限(\(reason)),这一次没有存入任何内容;一个单位只能导入和撤销授权区划之内、由它自己导入的内容。"
          + "权限见 yilan doctor;请让管理员授权(yilan server grant)",
        "\(en) has no right to this (\(reason)), and nothing of it was stored; an office imports in the areas granted to "
          + "it, and undoes what it imported itself. yilan doctor tells its rights; have the administrator grant more "
          + "(yilan server grant)")
    case "23505" where error.message.contains("outlet_live"):
      return told(
        "网点编号已在授权区划之外的登记表中,这一次没有存入任何内容;请核对编号,或请能写两地的上级单位导入",
        "a number of an outlet stands in the register of an area that was not granted, and nothing of this was stored; "
          + "check the numbers, or have it imported by whoever may write both areas")
    case "25006":
      return told(
        "服务器或连接是只读的(\(reason));备用服务器只供查看,写入请用主服务器的地址",
        "the server or the connection is read-only (\(reason)); a replica is for looking at, so write by the address of "
          + "the main server")
    case "53100":
      return told(
        "服务器的磁盘已满,这一次没有存入任何内容;请腾出空间后再试",
        "the server's disk is full, and nothing of this was stored; make room and try again")
    case "53300":
      return told("服务器的连接已满(\(reason));请稍后再试", "the server has no connection left (\(reason)); try again later")
    default:
      if error.isConnectionLost {
        return told(
          "连不上服务器,或连接断了(\(reason));没有确认的多半没有存入。请检查服务器和网络,再发一次同样的文件:已存入的会认出来",
          "the server cannot be reached, or the connection was lost (\(reason)); what was not acknowledged is most "
            + "likely not stored. Check server and network, and send the same file again: one that is stored is known")
      }
      return told("数据库出错:\(reason)", "database error: \(reason)")
    }
  }

  /// The state that a refused connection would have: libpq tells only its text, by the server in its own language.
  private static func state(ofConnecting message: String) -> String {
    let known = [
      "3D000": [#/database ".*" does not exist/#, #/数据库 ".*" 不存在/#],
      "28P01": [
        #/password authentication failed/#, #/no password supplied/#, #/role ".*" does not exist/#,
        #/no pg_hba.conf entry/#,
        #/Password 认证失败/#, #/角色 ".*" 不存在/#, #/密码认证失败/#,
      ], "53300": [#/too many clients/#, #/remaining connection slots/#],
    ]
    return known.first { $0.value.contains { message.contains($0) } }?.key ?? ""
  }

  /// An error of whichever database, told as one of the store; others stay as they are.
  func told(_ error: any Error) -> any Error {
    let role = (error as? PostgresError).flatMap(role(refused:))
    return Self.told(error, path, patience: turn.limit, role: role)
  }

  /// The same of a store that is not open; see `unusable`.
  static func told(_ error: any Error, _ path: String, patience: Double? = nil, role: String? = nil) -> any Error {
    switch error {
    case let error as DatabaseError: unusable(path, error, patience: patience)
    case let error as PostgresError: unusable(path, error, patience: patience, role: role)
    case let error as PostgresAbsence: StoreError.unusable(path: path, zh: error.zh, en: error.en)
    case let error as PostgresCopyFault: StoreError.unusable(path: path, zh: error.zh, en: error.en)
    default: error
    }
  }

  /// The role that was refused something, as the server knows it.
  private func role(refused error: PostgresError) -> String? {
    guard error.sqlState == PostgresError.refused else { return nil }
    return try? database.read { try String.fetchOne($0, sql: "SELECT current_user") }
  }
}
