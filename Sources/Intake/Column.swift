/// A column of a form.
struct Column: Sendable {
  enum Need: Sendable {
    case required
    /// The month, which the context may give instead.
    case month
    case optional
    /// What the return is about: each may be absent, but not all of them.
    case figure
  }

  /// The English name.
  let key: String
  let zh: String
  let need: Need
  /// Holds counts, for which a scale such as 万 in the heading matters.
  let isCount: Bool
  /// Each row has the unit of what it is about, so that one in the heading may be wrong for some.
  let hasUnitOfRow: Bool
  let aliases: [String]
  /// The cell of the example row.
  let example: String

  init(
    _ key: String, _ zh: String, _ need: Need = .optional, isCount: Bool = false, hasUnitOfRow: Bool = false,
    example: String = "", aliases: [String] = []
  ) {
    self.key = key
    self.zh = zh
    self.need = need
    self.isCount = isCount
    self.hasUnitOfRow = hasUnitOfRow
    self.aliases = aliases
    self.example = example
  }

  /// `瘦身胶带件数(slim_taped)`.
  var title: String { "\(zh)(\(key))" }
}

extension Column {
  static let areaAliases = [
    "行政区划代码", "地区代码", "区域代码", "区划编码", "行政区划编码", "地区编码", "统计用区划代码", "code",
  ]

  static func month(example: String) -> Column {
    Column(
      "month", "月份", .month, example: example,
      aliases: ["报告期", "统计月份", "所属月份", "报送月份", "数据月份", "报表月份", "period"])
  }
}
