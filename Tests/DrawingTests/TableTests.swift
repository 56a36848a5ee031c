import Drawing
import Testing

@Suite struct TableTests {
  static let table = Table(
    columns: [
      .init("县区", priority: Table.Column.always), .init("密度", alignment: .right, priority: 9),
      .init("缺口", alignment: .right, priority: 3), .init("状态", priority: 5),
    ],
    rows: [
      ["威宁县", .init("3.20", .value), .init("-31", .short), .init("✗ 未达", .short)],
      ["七星关区", .init("5.02", .value), .init("0"), .init("✓ 达标", .met)],
      ["Hoxud", .init("12.50", .value), .init("0"), .init("✓ 达标", .met)],
    ],
    selection: 1, hasFocus: true)

  @Test func figuresStandUnderEachOtherBesideChinese() {
    var surface = Surface(width: 30, height: 4)
    surface.draw(Self.table, in: surface.bounds)
    #expect(
      surface.goldenDump() == """
        |县区       密度  缺口  状态   |
        |威宁县     3.20   -31  ✗ 未达 |
        |七星关区   5.02     0  ✓ 达标 |
        |Hoxud     12.50     0  ✓ 达标 |
        0: 0-3 heading, 11-14 heading, 17-20 heading, 23-26 heading
        1: 11-14 value, 18-20 short, 23-28 short
        2: 0-10 text/selection, 11-14 value/selection, 15-22 text/selection, 23-28 met/selection, 29 /selection
        3: 10-14 value, 23-28 met

        """)
  }

  @Test func narrowTablesDropTheLeastColumnAndNeverCutAFigure() {
    var last = Int.max
    for width in stride(from: 30, through: 10, by: -1) {
      var surface = Surface(width: width, height: 4)
      surface.draw(Self.table, in: surface.bounds)
      let shown = Self.table.placements(in: width, glyphs: surface.glyphs).map(\.index)
      #expect(shown.count <= last)
      last = shown.count
      #expect(shown.first == 0)
      if shown.contains(2) { #expect(shown.contains(1) && shown.contains(3)) }
      if shown.contains(1) { #expect(surface.rows()[3].contains("12.50") && surface.rows()[1].contains("3.20")) }
    }
    #expect(last == 2)
  }

  @Test func aLongTableKeepsTheSelectionInSight() {
    var table = Table(columns: [.init("县区")], rows: (0..<50).map { [Table.Cell("第\($0)行")] }, selection: 30)
    var surface = Surface(width: 10, height: 6)
    surface.draw(table, in: surface.bounds)
    #expect(surface.text.contains("第30行"))
    #expect(table.scrollHint(height: 6) == "29-33/50")
    table.firstRow = 500
    surface.clear()
    surface.draw(table, in: surface.bounds)
    #expect(surface.rows().last == "第49行")
  }

  @Test func aFrameCarriesItsNamesInTheLine() {
    var surface = Surface(width: 30, height: 3)
    let box = Box(key: "2", title: "密度", detail: "处/万人", note: "7 条", footer: "1-3/9", hasFocus: true)
    surface.panel(box, in: surface.bounds) { $0.write("均 4.12", row: 0) }
    #expect(
      surface.text == """
        ╭─ 2 密度 处/万人 ──── 7 条 ─╮
        │ 均 4.12                    │
        ╰──────────────────── 1-3/9 ─╯
        """)
    #expect(surface.cell(row: 0, column: 3)?.style.foreground == .key)
    #expect(surface.cell(row: 1, column: 0)?.style.foreground == .borderFocus)
  }

  @Test(arguments: [0, 1, 2, 3, 5, 9])
  func nothingBreaksInNoRoom(width: Int) {
    for height in 0...4 {
      for tier in GlyphTier.allCases {
        var surface = Surface(width: width, height: height, glyphs: Glyphs(tier: tier))
        surface.panel(Box(key: "2", title: "末端网点", note: "7 条", footer: "1-3/9"), in: surface.bounds) {
          $0.draw(Self.table, in: $0.bounds)
        }
        surface.draw(Bar(value: 3, domain: 0...6, target: 4), in: surface.bounds)
        let trend = Trend(
          series: [.init([1, nil, 3])], targets: [.init(2, label: "标")], ticks: [.init(0, "2024")])
        surface.draw(trend, in: surface.bounds)
        surface.draw(BigDigits("4.12"), in: surface.bounds)
        surface.draw(Sparkline(values: [1, nil, 2]), in: surface.bounds)
        surface.draw(Tiles([.init(column: 1, row: 1, title: "威宁县", lines: ["✗ 3.20"])]), in: surface.bounds)
        for row in surface.rows(keepingTrailingBlanks: true) { #expect(surface.glyphs.columns(of: row) == width) }
      }
    }
  }
}

@Suite struct SidewaysTests {
  private let table: Table = {
    var table = Table(
      columns: [Table.Column("name", priority: Table.Column.always)]
        + (1...6).map { Table.Column("c\($0)", alignment: .right, ideal: 8, priority: Table.Column.always) },
      rows: [["somewhere"] + (1...6).map { Table.Cell("v\($0)") }])
    table.anchor = 5
    return table
  }()

  @Test func theFirstColumnStaysAndTheOneWantedIsSeen() {
    for width in 20...80 {
      let shown = table.placements(in: width, glyphs: Glyphs()).map(\.index)
      #expect(shown.first == 0)
      #expect(shown.contains(5), "\(width): \(shown)")
      #expect(shown == shown.sorted())
    }
  }

  @Test func movingLeavesColumnsOutAfterTheFirst() {
    var table = table
    table.anchor = nil
    table.shift = 2
    #expect(table.placements(in: 80, glyphs: Glyphs()).map(\.index) == [0, 3, 4, 5, 6])
    table.shift = 40
    #expect(table.placements(in: 80, glyphs: Glyphs()).map(\.index) == [0, 6])
  }
}
