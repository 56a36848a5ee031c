import Drawing
import Testing

@Suite struct PicturesTests {
  static let trend = Trend(
    series: [
      .init([2, 2.5, 3, nil, 3.5, 4, nil, nil]),
      .init([nil, nil, nil, nil, nil, 4, 4.5, 5], role: .projection, isDotted: true),
    ],
    targets: [.init(4, label: "下限 4")], ticks: [.init(0, "2024-07"), .init(5, "2025-06"), .init(6, "2025-07")],
    domain: 2...6)

  func drawn(_ picture: some Picture, _ width: Int, _ height: Int, _ glyphs: Glyphs = Glyphs()) -> String {
    var surface = Surface(width: width, height: height, glyphs: glyphs)
    surface.draw(picture, in: surface.bounds)
    return surface.text
  }

  @Test func barsShortOfTheTargetLeaveAGapAndOthersNone() {
    func bar(_ value: Double?) -> String { drawn(Bar(value: value, domain: 0...6, target: 4), 12, 1) }
    #expect(bar(3.99) == "▆▆▆▆▆▆▆─│───")
    #expect(bar(4) == "▆▆▆▆▆▆▆▆│───")
    #expect(bar(5) == "▆▆▆▆▆▆▆▆│▆──")
    #expect(bar(60) == "▆▆▆▆▆▆▆▆│▆▆▆")
    #expect(bar(0.01) == "▆───────│───")
    #expect(bar(0) == "────────│───")
    #expect(bar(nil) == "────────│───")
    #expect(drawn(Bar(value: 3.3, domain: 0...6, isSolid: true), 12, 1) == "██████▌─────")
  }

  @Test func sparklinesLeaveGapsAndShowTheLatest() {
    #expect(drawn(Sparkline(values: [0, 1, nil, 3, 7]), 5, 1) == "▁▂ ▄█")
    #expect(drawn(Sparkline(values: [9, 0, 7]), 2, 1) == "▁█")
    #expect(drawn(Sparkline(values: [5, 5]), 2, 1) == "▅▅")
    #expect(drawn(Sparkline(values: [0, 1, 2]), 3, 1, Glyphs(tier: .ascii)) == "_-^")
    #expect(drawn(Sparkline(values: [nil, nil]), 2, 1) == "")
  }

  @Test func figuresAcrossTheRoom() {
    #expect(
      drawn(BigDigits("4.12", scale: 1), 20, 3) == """
        █ █   ▀█  ▀▀█
        ▀▀█    █  █▀▀
          ▀ ▀ ▀▀▀ ▀▀▀
        """)
    #expect(BigDigits.size(of: "4.12", scale: 2, glyphs: Glyphs()) == Size(width: 26, height: 5))
    #expect(BigDigits.largestScale(of: "4.12", in: Size(width: 30, height: 9), glyphs: Glyphs()) == 2)
    #expect(drawn(BigDigits("4.12"), 6, 1) == "4.12")
  }

  @Test func tilesStandAtTheirPlaceOnTheirGround() {
    let tiles = Tiles([
      .init(column: 1, row: 0, title: "七星关区", detail: "✓ 5.02", ground: .met),
      .init(column: 0, row: 1, title: "威宁县", detail: "✗ 3.20", ground: .short),
    ])
    var surface = Surface(width: 26, height: 6)
    surface.draw(tiles, in: surface.bounds)
    #expect(surface.text == "              七星关区\n              ✓ 5.02\n\n 威宁县\n ✗ 3.20\n")
    #expect(surface.cell(row: 0, column: 14)?.style == Style(foreground: .tile, background: .met, isStrong: true))
    #expect(surface.cell(row: 4, column: 1)?.style.background == .short)
    #expect(surface.cell(row: 0, column: 1)?.style.background == .screen)
  }

  @Test func trendHasGapsTargetAndPeriods() {
    #expect(
      drawn(Self.trend, 40, 6) == """
        6 ┤
          │                          ⡠ ⠔
        4 ┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⣀⣀⠤⠄⠒╌⠉╌╌╌╌╌ 下限 4
          │      ⢀⣀⠤        ⠉
        2 ┤⣀⠤⠤⠒⠒⠉⠁
           2024-07           2025-06
        """)
  }

  @Test func trendInASCII() {
    #expect(
      drawn(Self.trend, 40, 6, Glyphs(tier: .ascii)) == """
        6 |
          |                         o   o
        4 +---------------------o-------- 下限 4
          |        *        *
        2 |*   *
           2024-07           2025-06
        """)
  }

  @Test func aTrendOfNothingOrOfOneValueIsDrawn() {
    #expect(drawn(Trend(series: [.init([nil, nil])]), 20, 4) == "\n\n\n")
    #expect(drawn(Trend(series: [.init([5])]), 20, 4).contains("5"))
    #expect(!drawn(Trend(series: [.init([.nan, 1, 2, .infinity])]), 20, 4).isEmpty)
  }
}
