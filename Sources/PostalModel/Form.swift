/// 报表: the kinds of returns an office sends.
public enum Form: String, CaseIterable, Sendable {
  /// Those that come as files.
  public static let allCases: [Form] = [.areas, .outlets, .villages, .packaging, .safety, .figures, .tasks]

  /// 区划人口
  case areas
  /// 网点台账
  case outlets
  /// 进村台账
  case villages
  /// 包装月报
  case packaging
  /// 安全检查
  case safety
  /// 指标数据
  case figures
  /// 任务进展
  case tasks
  /// 整改办理: a step of the loop, recorded by hand and not by a file; it is in the ledger as an import is.
  case items

  /// The Chinese name of the form.
  public var zh: String {
    switch self {
    case .areas: "区划人口"
    case .outlets: "网点台账"
    case .villages: "进村台账"
    case .packaging: "包装月报"
    case .safety: "安全检查"
    case .figures: "指标数据"
    case .tasks: "任务进展"
    case .items: "整改办理"
    }
  }

  /// True for the forms whose rows are of an area; 任务进展 is of a plan, and 整改办理 of an item.
  public var hasAreas: Bool { self != .tasks && self != .items }

  /// True for the forms that are owed every month.
  public var isMonthly: Bool { self == .villages || self == .packaging || self == .safety }
}
