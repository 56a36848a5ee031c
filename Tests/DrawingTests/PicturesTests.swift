import Drawing
import Testing

@Suite struct PicturesTests {
  static let trend = Trend(
    series: [
      .init([2, 2.5, 3, nil, 3.5, 4, nil, nil]),
      .init([nil, nil, nil, nil, nil, 4, 4.5, 5], role: .projection, stroke: .dashed),
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

  @Test func enlargedBendsAreRound() {
    #expect(
      drawn(BigDigits("0.", scale: 2), 12, 5) == """
        ▄████▄
        ██  ██
        ██  ██
        ██  ██
        ▀████▀  ██
        """)
  }

  @Test func tilesStandAtTheirPlaceOnTheirGround() {
    let tiles = Tiles([
      .init(column: 1, row: 0, title: "七星关区", lines: ["✓ 5.02"], ground: .met),
      .init(column: 0, row: 1, title: "威宁县", lines: ["✗ 3.20"], ground: .short),
    ])
    var surface = Surface(width: 26, height: 6)
    surface.draw(tiles, in: surface.bounds)
    #expect(surface.text == "               七星关区\n               ✓ 5.02\n\n  威宁县\n  ✗ 3.20\n")
    #expect(surface.cell(row: 0, column: 15)?.style == Style(foreground: .tile, background: .met, isStrong: true))
    #expect(surface.cell(row: 4, column: 2)?.style.background == .short)
    #expect(surface.cell(row: 0, column: 1)?.style.background == .screen)
  }

  @Test func barsOfBrailleHaveHalfCellsButKeepTheGap() {
    let safe = Glyphs(tier: .safe)
    func bar(_ value: Double) -> String { drawn(Bar(value: value, domain: 0...6, target: 4), 12, 1, safe) }
    #expect(bar(2) == "⣶⣶⣶⣶⠤⠤⠤⠤⡇⠤⠤⠤")
    #expect(bar(2.2) == "⣶⣶⣶⣶⡆⠤⠤⠤⡇⠤⠤⠤")
    #expect(bar(3.99) == "⣶⣶⣶⣶⣶⣶⣶⠤⡇⠤⠤⠤")
    #expect(drawn(Bar(value: 2.2, domain: 0...6, target: 4), 12, 1, Glyphs(tier: .ascii)) == "====....|...")
  }

  @Test func everyGlyphOfAFigureIsDrawn() {
    for glyphs in [Glyphs(), Glyphs(tier: .safe), Glyphs(tier: .ascii)] {
      var shapes: Set<String> = []
      for character in "0123456789.,%-~+" {
        let text = drawn(BigDigits(String(character), scale: 1), 12, 5, glyphs)
        #expect(text.contains { !$0.isWhitespace }, "\(character)")
        #expect(shapes.insert(text).inserted, "\(character) looks like another")
      }
    }
  }

  @Test func digitsGrowStepByStepAndFillWhatTheyAreGiven() {
    for glyphs in [Glyphs(), Glyphs(tier: .safe), Glyphs(tier: .ascii)] {
      var last = Size(width: 0, height: 0)
      for form in BigDigits.Form.ladder {
        let size = BigDigits.size(of: "93.0", form: form, glyphs: glyphs)
        #expect(size.width > last.width && size.height >= last.height)
        last = size
        let rows = drawn(BigDigits("93.0", form: form), size.width, size.height, glyphs).split(
          separator: "\n", omittingEmptySubsequences: false)
        #expect(rows.count == size.height)
        #expect(rows.map(\.count).max() == size.width)
      }
      let room = Size(width: 36, height: 9)
      let step = BigDigits.largestStep(of: "93.0", in: room, glyphs: glyphs)
      let size = BigDigits.size(of: "93.0", form: BigDigits.Form.ladder[step ?? 0], glyphs: glyphs)
      #expect(size.width <= room.width && size.height <= room.height && size.width > 23)
      #expect(BigDigits.largestStep(of: "93.0", in: Size(width: 12, height: 9), glyphs: glyphs) == nil)
    }
  }

  @Test func pagesTurnByTheSecondsAndLeaveNothingOut() {
    let pages = (0..<30).map { Pages(of: 7, size: 3, elapsed: $0, seconds: 5) }
    #expect(pages[0].range == 0..<3 && pages[4].range == 0..<3 && pages[5].range == 3..<6)
    #expect(pages[10].range == 6..<7 && pages[10].text == "3/3" && pages[15].range == 0..<3)
    #expect(Pages(of: 3, size: 3, elapsed: 99, seconds: 5).text == nil)
    #expect(Pages(of: 0, size: 0, elapsed: 0, seconds: 0).range == 0..<0)
    let uneven = (0..<4).map { Pages(of: [10, 10, 30, 5], room: 22, gap: 2, elapsed: $0 * 5, seconds: 5) }
    #expect(uneven.map(\.range) == [0..<2, 2..<3, 3..<4, 0..<2])
    #expect(Pages(of: [], room: 10, gap: 2, elapsed: 3, seconds: 5).range == 0..<0)
  }

  @Test func largeRowsTakeTheRoomThereIs() {
    let rows = [("威宁县", "88.4", "缺 6.6 点"), ("金沙县", "93.0", "缺 2.0 点")].map { name, value, lack in
      LargeRows.Row(
        mark: "✗", role: .short, title: name, note: "中转袋", value: value, figure: value, tail: lack)
    }
    func text(_ width: Int, _ height: Int) -> String { drawn(LargeRows(rows), width, height) }
    #expect(
      text(40, 2) == """
        ✗ 威宁县  中转袋         88.4  缺 6.6 点
        ✗ 金沙县  中转袋         93.0  缺 2.0 点
        """)
    // A line of air, a second line, large digits.
    #expect(text(40, 3).split(separator: "\n", omittingEmptySubsequences: false)[1].isEmpty)
    #expect(text(30, 5).contains("\n  中转袋"))
    #expect(text(60, 9).contains("█"))
    // The figure stays when what is lacking finds no room, or the other way round.
    #expect(text(16, 2).contains("88.4") && !text(16, 2).contains("缺"))
    let kept = drawn(LargeRows(rows, keepsTail: true), 20, 2)
    #expect(kept.contains("缺 6.6 点") && !kept.contains("88.4"))
  }

  @Test func theTileNextToOneIsTheNearestThatWay() {
    let places = [(2, 0), (3, 0), (4, 0), (0, 1), (1, 1), (2, 1), (3, 1), (4, 1)]
    let tiles = places.map { Tiles.Tile(column: $0.0, row: $0.1, title: "") }
    func next(_ index: Int, _ columns: Int, _ rows: Int) -> Int? {
      Tiles.neighbour(of: index, columns: columns, rows: rows, among: tiles)
    }
    #expect(next(0, 1, 0) == 1)
    #expect(next(0, 0, 1) == 5)
    #expect(next(5, 0, -1) == 0)
    // Straight up from the far west there is nothing: the nearest county up is taken.
    #expect(next(3, 0, -1) == 0)
    #expect(next(2, 1, 0) == nil)
    #expect(next(0, -1, 0) == 4)
    #expect(next(9, 1, 0) == nil)
  }

  @Test func figuresOfTilesGrowWithTheRoomAndAreNeverCut() {
    let tile = Tiles.Tile(
      column: 0, row: 0, title: "七星关区", short: "七星关", lines: ["✗ 98.4", "缺 0.6 点"], figure: "98.4", mark: "✗",
      ground: .short)
    let tiles = Tiles([tile, Tiles.Tile(column: 1, row: 0, title: "大方县", lines: ["? 未报"])])
    #expect(drawn(tiles, 16, 4).contains("七星关") && drawn(tiles, 16, 4).contains("98.4"))
    #expect(!drawn(tiles, 16, 4).contains("缺"))
    #expect(drawn(tiles, 50, 6).contains("缺 0.6 点"))
    let large = drawn(tiles, 60, 14)
    #expect(large.contains("█") && !large.contains("98.4") && large.contains("✗") && large.contains("缺 0.6 点"))
    for size in [(0, 0), (2, 1), (5, 2), (9, 3)] { _ = drawn(tiles, size.0, size.1) }
  }

  @Test func tilesThatDoNotFitAreScrolledTo() {
    let many = (0..<60).map { Tiles.Tile(column: $0 % 4, row: $0 / 4, title: "第\($0)村", lines: ["✓ 100"]) }
    let top = drawn(Tiles(many, selection: 0), 60, 12)
    #expect(top.contains("第0村") && !top.contains("第59村"))
    let end = Tiles(many, selection: 59)
    #expect(drawn(end, 60, 12).contains("第59村") && drawn(end, 60, 12).contains("100"))
    #expect(end.scrollHint(in: Size(width: 60, height: 12)) == "10-15/15")
    #expect(end.scrollHint(in: Size(width: 60, height: 60)) == nil)
  }

  @Test func gridsOfAListFillTheirRoom() {
    #expect(Tiles.grid(5, in: Size(width: 116, height: 20)) == (5, 1))
    #expect(Tiles.grid(9, in: Size(width: 76, height: 14)) == (3, 3))
    #expect(Tiles.grid(1, in: Size(width: 10, height: 2)) == (1, 1))
    #expect(Tiles.grid(0, in: Size(width: 10, height: 2)) == (0, 0))
  }

  @Test func targetsStepAndForecastsAreDashed() throws {
    let target = try #require(Trend.Target(steps: [nil, 3, 3, 3, 5, 5, 5, 5], label: "目标 5"))
    let text = drawn(
      Trend(
        series: [
          .init([2, 2.5, 3, 3.5, nil, nil, nil, nil]), .init([nil, nil, nil, 3.5, 4, 4.5, 5, 5.5], stroke: .dashed),
        ],
        targets: [target], domain: 2...6), 42, 9)
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(rows[2].contains("╌╌╌╌") && rows[2].hasSuffix("目标 5"))
    #expect(rows[6].contains("╌╌╌╌") && Glyphs().columns(of: rows[6]) < 24)
    #expect(rows[3].contains("┊"))
    // The first period has no target.
    #expect(!rows[6].dropFirst(2).prefix(2).contains("╌"))
    #expect(Trend.Target(steps: [nil, nil], label: "") == nil)
    #expect(Trend.Target(steps: [4, 4], label: "a") == Trend.Target(4, label: "a"))
  }

  @Test func trendHasGapsTargetAndPeriods() {
    #expect(
      drawn(Self.trend, 40, 6) == """
        6 ┤
          │                         ⣀ ⠤⠔
        4 ┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⣀⣀⠤⠤⠒╌⠉╌╌╌╌╌ 下限 4
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

  @Test func aShareHasNoValuesBeyondItsLimits() {
    for height in 5...30 {
      let trend = Trend(
        series: [.init([0, 100, 100])], domain: 0...100, isRounded: true, limits: 0...100)
      let text = drawn(trend, 40, height)
      #expect(!text.contains("120") && !text.contains("140") && !text.contains("150"), "\(height)")
      #expect(text.contains("100 "), "\(height)")
    }
  }

  @Test func theNameOfADeadlineKeepsClearOfLines() {
    let trend = Trend(
      series: [.init([1, 4, 9, 10, 10, 10])], domain: 0...10, marks: [.init(4, "期限")], isRounded: true)
    let line = drawn(trend, 40, 8).split(separator: "\n").first { $0.contains("期限") }
    #expect(line?.contains(" 期限 ") == true)
  }

  @Test func aTrendOfNothingOrOfOneValueIsDrawn() {
    #expect(drawn(Trend(series: [.init([nil, nil])]), 20, 4) == "\n\n\n")
    #expect(drawn(Trend(series: [.init([5])]), 20, 4).contains("5"))
    #expect(!drawn(Trend(series: [.init([.nan, 1, 2, .infinity])]), 20, 4).isEmpty)
  }
}
