/// 资料性质: what a return is in law, and so what may be made of its figures. Natures are never shown in one table.
public enum FormNature: String, CaseIterable, Sendable {
  /// 统计报表: what single respondents sent must not by itself be the ground of a penalty.
  case statistical
  /// 登记台账
  case register
  /// 执法检查记录
  case enforcement

  /// The rule of the law (`Data/plans/law.toml`) that says so.
  public var rule: String {
    switch self {
    case .statistical: "statistics"
    case .register: "register"
    case .enforcement: "inspections"
    }
  }
}

extension Form {
  public var nature: FormNature {
    switch self {
    case .areas, .packaging, .figures: .statistical
    case .outlets, .villages, .tasks: .register
    case .safety, .items: .enforcement
    }
  }
}
