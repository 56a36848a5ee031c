import PostalModel
import Testing

/// Clauses are found in an office's own text, however its plan numbers its parts.
@Suite struct ClauseFinderTests {
  /// Numbered in three levels, with an annex.
  static let numbered = ClauseFinder(
    """
    某市方案
    一、总体
    到二〇二五年,数量为 1.5 万。
    二、任务
    (一)第一部分
    1.甲事
    2.乙事
    (二)第二部分
    没有条目的一段。
    十一、保障
    (十二)组织
    附件
    某市清单
    序号 任务
    1 甲 10 处
    2 乙
    """)

  @Test(arguments: [
    ("一", 1), ("二", 3), ("二(一)", 4), ("二(一)2", 6), ("二(二)", 7), ("十一(十二)", 10), ("附件 2", 15), ("附件", 11),
  ])
  func findsAClause(_ clause: String, _ line: Int) {
    #expect(Self.numbered.line(of: clause) == line)
  }

  @Test func fullWidthParenthesesAndEmphasisAreNoHindrance() {
    let finder = ClauseFinder("一、甲\n二、乙\n（一）**丙**\n1. **丁。**说明\n2．戊")
    #expect(finder.line(of: "二(一)2") == 4)
    #expect(finder.line(of: "二(一)1") == 3)
  }

  @Test func anItemThatIsNotMarkedLeadsToItsPart() {
    #expect(Self.numbered.line(of: "二(二)3") == 7)
    #expect(Self.numbered.line(of: "九") == nil)
  }

  @Test func headingsWithoutNumbersAreCounted() {
    let finder = ClauseFinder("一、目标\n二、任务\n建设城市网点\n\n1.甲\n2.乙\n建设农村网点\n1.丙\n2.丁\n三、要求")
    #expect(finder.line(of: "二(二)2") == 8)
    #expect(finder.line(of: "二(一)1") == 4)
    #expect(finder.line(of: "二(二)") == 6)
  }

  @Test func itemsThatCountOnThroughTheTextAreFoundInTheirPart() {
    let finder = ClauseFinder("二、任务\n(一)甲\n1.子\n2.丑\n(二)乙\n3.寅\n4.卯")
    #expect(finder.line(of: "二(二)4") == 6)
    #expect(finder.line(of: "二(一)2") == 3)
  }

  @Test func rowsOfATableAreCounted() {
    let finder = ClauseFinder("一、甲\n附表:\n某州目标值\n项目 年度 2020 2025\n规模 1.总量 3.95 12.05\n2.收入 3.25 9.15\n能力 覆盖率 100 100")
    #expect(finder.line(of: "附表 行3") == 6)
    #expect(finder.line(of: "附表 行1") == 4)
  }
}
