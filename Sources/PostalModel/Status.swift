/// 状态: how a figure stands against a target. The word and the mark carry it; colour only repeats it.
public enum Status: String, Sendable, CaseIterable {
  /// 达标: the end value is reached.
  case met
  /// 序时: before the deadline, at most the first bound behind the path.
  case onSchedule
  /// 落后: between the two bounds behind.
  case behind
  /// 严重落后: more than the second bound behind.
  case farBehind
  /// 未达: below a standard without a path, before its deadline or without one.
  case short
  /// 逾期未达: past the deadline and not reached.
  case missed
  /// 未报: a return is due and absent.
  case notReported
  /// 不适用: the rule does not apply here.
  case notApplicable
  /// 无目标: a value, and no target in the plan in use.
  case noTarget

  /// Worst first, for rankings: lower is worse.
  public var severity: Int {
    switch self {
    case .missed: 0
    case .farBehind: 1
    case .short: 2
    case .behind: 3
    case .notReported: 4
    case .onSchedule: 5
    case .met: 6
    case .noTarget: 7
    case .notApplicable: 8
    }
  }

  /// One or two width-safe characters; blank for `noTarget`.
  public var mark: String {
    switch self {
    case .met: "✓"
    case .onSchedule: "+"
    case .behind: "!"
    case .farBehind: "!!"
    case .short: "✗"
    case .missed: "✗✗"
    case .notReported: "?"
    case .notApplicable: "-"
    case .noTarget: ""
    }
  }

  /// The mark in seven-bit characters.
  public var asciiMark: String {
    switch self {
    case .met: "v"
    case .short: "x"
    case .missed: "xx"
    default: mark
    }
  }

  /// True where the figure falls short of its target.
  public var isShortfall: Bool {
    switch self {
    case .behind, .farBehind, .short, .missed: true
    default: false
    }
  }
}
