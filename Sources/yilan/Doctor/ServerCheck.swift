import Foundation
import PostalModel
import PostalStore

/// The database on a server. Looks and changes nothing: one that is not set up stays so.
struct ServerCheck {
  let language: Language
  let address: String

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  private var name: String { say("数据库", "database") }

  /// - Parameter setup: what figures are judged by; nil where the data files cannot be read.
  func look(_ setup: Setup?) -> DatabaseCheck.Outcome {
    guard let setup else {
      return .init(findings: [
        Finding("database", .skipped, name, say("数据文件有误,未打开", "not opened, since data files are wrong"))
      ])
    }
    do {
      let store = try PostalStore(
        path: address, settings: setup.settings, standards: setup.plans.densityStandards, readOnly: true)
      let facts = try store.facts()
      guard let health = try store.serverHealth() else { return .init(findings: []) }
      return .init(
        findings: [DatabaseCheck(language: language, path: store.path).opened(facts), server(health), rights(health)],
        newest: facts.dataAsOf)
    } catch let error as StoreError {
      guard case .unusable(let shown, let zh, let en) = error else { return .init(findings: []) }
      return .init(
        findings: [
          Finding(
            "database", .fault, name, "\(shown): \(say(zh, en))",
            remedy: say("也可用 --database 换一个", "or name another by --database"))
        ], isUnusable: true)
    } catch {
      return .init(findings: [Finding("database", .fault, name, "\(error)")], isUnusable: true)
    }
  }

  private func server(_ health: ServerHealth) -> Finding {
    let name = say("数据库服务器", "database server")
    var text = say(
      "PostgreSQL \(health.version) · 库 \(health.database) · 结构 \(health.migrations) 步,\(SystemCheck.size(health.size))",
      "PostgreSQL \(health.version) · database \(health.database) · tables of \(health.migrations) steps, "
        + SystemCheck.size(health.size))
    if health.isReplica { text += say(" · 只读副本", " · a read replica") }
    text += health.isEncrypted ? say(" · 连接已加密", " · encrypted") : say(" · 连接未加密", " · not encrypted")
    if health.isEncrypted || Self.isLocal(address) { return Finding("server", .ok, name, text) }
    return Finding(
      "server", .warning, name, text,
      remedy: say(
        "网络上的人读得到:地址后加 ?sslmode=verify-full",
        "others on the network can read it: add ?sslmode=verify-full to the address"))
  }

  /// What the role may do, and where.
  private func rights(_ health: ServerHealth) -> Finding {
    var may =
      health.mayWrite && !health.isReplica
      ? say("可读,可导入和撤销", "may read, import and undo") : say("只读", "may read alone")
    if health.isOwner { may += say(" · 库的拥有者,不受行级安全限制", " · owner, above row-level security") }
    let name = say("权限", "rights")
    func finding(_ state: Finding.State, _ more: String, remedy: String? = nil) -> Finding {
      Finding(
        "rights", state, name, say("角色 \(health.role):\(may)\(more)", "role \(health.role): \(may)\(more)"),
        remedy: remedy)
    }
    let setUp = say(
      "由拥有者执行:yilan server roles | psql …,见 Docs/server.md",
      "have the owner run yilan server roles | psql …, see Docs/server.md")
    switch health.rights {
    case .none:
      return finding(
        health.mayRead ? .ok : .fault,
        say(" · 行级安全未启用,可及全部区划", " · row-level security is off: all areas are open to it"),
        remedy: health.mayRead ? nil : setUp)
    case .other:
      return finding(
        .warning, say(" · 角色与权限由另一版本建立", " · its roles were set up by another version") + areas(health), remedy: setUp)
    case .current:
      return finding(
        health.mayRead ? .ok : .fault, say(" · 行级安全已启用", " · row-level security is on") + areas(health),
        remedy: health.mayRead ? nil : say("由管理员授权:yilan server grant", "have it granted by yilan server grant"))
    }
  }

  /// The areas it writes and reads.
  private func areas(_ health: ServerHealth) -> String {
    if health.isOwner || !health.mayRead { return "" }
    func named(_ grants: [ServerHealth.Grant]) -> String {
      grants.map { grant in
        guard let code = grant.code else { return say("全部", "all") }
        return "\(grant.area.map { $0.name + " " } ?? "")\(code)"
      }.joined(separator: say("、", ", "))
    }
    let (write, read) = (health.granted.filter(\.mayWrite), health.granted.filter { !$0.mayWrite })
    var text = ""
    if !write.isEmpty { text += say(" · 可写 \(named(write))", " · writes \(named(write))") }
    if !read.isEmpty { text += say(" · 可读 \(named(read))", " · reads \(named(read))") }
    if health.granted.isEmpty {
      text += health.readsAll ? say(" · 可读 全部", " · reads all") : say(" · 没有授权区划", " · no area was granted to it")
    }
    return text
  }

  /// Does the connection stay on this machine?
  private static func isLocal(_ address: String) -> Bool {
    guard let parts = URLComponents(string: address) else { return false }
    let host = parts.host ?? ""
    return host.isEmpty || host.hasPrefix("/") || host.hasPrefix("%2F")
      || ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
  }
}
