/// 待办类别: what an open item is about.
public enum ItemKind: String, CaseIterable, Sendable {
  /// 未达标: a figure short of its target.
  case shortfall
  /// 未报: a return that is due and absent.
  case late
  /// 整改: findings of an inspection that were not put right.
  case rectification
  /// 未备案: a terminal outlet open longer than the law allows without a filing number.
  case unfiled
  /// 变更未备: an outlet whose name, type or brand changed without a new filing.
  case change
  /// 许可到期: a licence that ends soon or has ended.
  case licence
  /// 任务: a plan's task that lags, is due or overdue.
  case task

  public var zh: String {
    switch self {
    case .shortfall: "未达标"
    case .late: "未报"
    case .rectification: "整改"
    case .unfiled: "未备案"
    case .change: "变更未备"
    case .licence: "许可到期"
    case .task: "任务"
    }
  }

  /// The rule of the law (`Data/plans/law.toml`) that it stands on; nil where a plan's target or task does.
  public var rule: String? {
    switch self {
    case .unfiled: "filing"
    case .change: "change"
    case .licence: "licence"
    case .rectification: "rectification"
    case .shortfall, .late, .task: nil
    }
  }
}

/// What makes an item the same one from month to month. A lack that lasts keeps its key, and one that was closed and
/// comes back is a repeat of it.
public struct ItemKey: Hashable, Sendable {
  public var kind: ItemKind
  public var area: AreaCode
  /// The indicator, the form, the outlet's number (empty: the area's own) or the task.
  public var subject: String
  /// The plan that sets the target or task; empty where none does.
  public var plan: String

  public init(_ kind: ItemKind, area: AreaCode, subject: String, plan: String = "") {
    self.kind = kind
    self.area = area
    self.subject = subject
    self.plan = plan
  }
}

extension ItemKey: LosslessStringConvertible {
  /// `shortfall/520526000000/reusable_bags/bijie`.
  public var description: String {
    [kind.rawValue, area.description, Self.escaped(subject), Self.escaped(plan)].joined(separator: "/")
  }

  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let kind = ItemKind(rawValue: parts[0]), let area = AreaCode(parts[1]) else { return nil }
    self.init(kind, area: area, subject: Self.plain(parts[2]), plan: Self.plain(parts[3]))
  }

  private static let escapes: [(Character, String)] = [("%", "%25"), ("/", "%2F"), (" ", "%20")]

  private static func escaped(_ text: String) -> String {
    String(text.flatMap { character in Array(escapes.first { $0.0 == character }?.1 ?? String(character)) })
  }

  private static func plain(_ text: String) -> String {
    var plain = ""
    var rest = text[...]
    while let character = rest.first {
      if let escape = escapes.first(where: { rest.hasPrefix($0.1) }) {
        plain.append(escape.0)
        rest = rest.dropFirst(escape.1.count)
      } else {
        plain.append(character)
        rest = rest.dropFirst()
      }
    }
    return plain
  }
}
