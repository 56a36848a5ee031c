import PostalModel

/// A column of a form.
public struct Column: Sendable {
  public enum Need: Sendable {
    case required
    /// The month, which the context may give instead.
    case month
    case optional
    /// What the return is about: each may be absent, but not all of them.
    case figure
  }

  /// What its cells hold.
  public enum Content: Sendable, Equatable {
    case text
    /// A code or number that stays as it is written, first zeros and all.
    case code
    /// Whole numbers, for which a scale such as 万 in the heading matters.
    case count
    case number
    case month
    case day
    /// One of the words of a list.
    case words([String])
  }

  /// The English name.
  public let key: String
  public let zh: String
  public let need: Need
  public let content: Content
  /// Each row has the unit of what it is about, so that one in the heading may be wrong for some.
  let hasUnitOfRow: Bool
  let aliases: [String]
  /// The cell of the example row.
  public let example: String
  /// What the column is, with its unit.
  public let about: (zh: String, en: String)

  init(
    _ key: String, _ zh: String, _ need: Need = .optional, _ content: Content = .text, hasUnitOfRow: Bool = false,
    example: String = "", about: (String, String), aliases: [String] = []
  ) {
    self.key = key
    self.zh = zh
    self.need = need
    self.content = content
    self.hasUnitOfRow = hasUnitOfRow
    self.about = about
    self.aliases = aliases
    self.example = example
  }

  var isCount: Bool { content == .count }

  /// `瘦身胶带件数(slim_taped)`.
  var title: String { "\(zh)(\(key))" }
}

extension Column {
  static let areaAliases = [
    "行政区划代码", "地区代码", "区域代码", "区划编码", "行政区划编码", "地区编码", "统计用区划代码", "code",
  ]

  static func month(example: String) -> Column {
    Column(
      "month", "月份", .month, .month, example: example, about: ("数据所属的月份", "The month that the figures are of"),
      aliases: ["报告期", "统计月份", "所属月份", "报送月份", "数据月份", "报表月份", "period"])
  }
}
