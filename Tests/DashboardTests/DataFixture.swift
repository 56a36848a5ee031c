import Dashboard
import Panels
import PostalModel

/// What the outside would answer on the panel of data: an import of one workbook, a folder with a few files.
enum DataFixture {
  static let entry = LedgerEntry(
    id: 3, at: "2025-07-05 09:12", who: "局办", file: "威宁县包装.xlsx", hash: "9f2c4d7e81a0b35c6f", form: .packaging,
    scope: nil, read: 4, kept: 3, replaced: 1, rejected: 1, undoneAt: nil)

  private static func row(_ fixture: Fixture, _ line: Int, _ town: String, isLive: Bool = true) -> SourceRow {
    SourceRow(
      importID: 3, file: "威宁县包装.xlsx:六月", line: line, hash: entry.hash, importedAt: entry.at,
      area: fixture.area("520526100", town), month: Month(2025, 6), label: "报送 中通", numerator: 1180, denominator: 1200,
      isLive: isLive)
  }

  static func importRecord(_ fixture: Fixture) -> ImportRecord {
    ImportRecord(
      entry: entry, sheets: ["六月"],
      rejections: [
        .init(
          key: SourceKey(importID: 3, place: 7), sheet: "六月", line: 7, raw: "520526103,2025-06,中通,1200,1300",
          zh: "瘦身胶带件数 1300 大于胶带封装件数 1200;部分不能超过总数,请核对两列",
          en: "slim_taped 1300 is larger than taped 1200; a part cannot exceed its whole, check both columns")
      ], rows: [row(fixture, 4, "草海镇"), row(fixture, 5, "迤那镇", isLive: false), row(fixture, 6, "黑石头镇")],
      isKept: true)
  }

  static func record(_ key: SourceKey, _ fixture: Fixture) -> SourceRecord {
    let own = fixture.board(BoardRequest(area: AreaCode("5205"), period: nil, plan: nil)).own!
    let feeds = ["slim_tape", "no_repack"].map {
      SourceRecord.Feed(area: own.area, indicator: $0, period: Period("2025-06")!, figure: own.figures[$0]!)
    }
    return SourceRecord(
      row: row(fixture, key.place, "草海镇"), form: .packaging, who: "局办", state: .stands, feeds: feeds,
      cells: [
        .init(heading: "行政区划代码", column: "区划代码", text: "520526100"),
        .init(heading: "月份", column: "月份", text: "2025年6月"),
        .init(heading: "品牌", column: "品牌", text: "中通"),
        .init(heading: "胶带封装件数", column: "胶带封装件数", text: "1,200"),
        .init(heading: "瘦身胶带件数", column: "瘦身胶带件数", text: "1,180"),
        .init(heading: "备注", column: nil, text: ""),
      ], raw: "520526100,2025年6月,中通,\"1,200\",\"1,180\",")
  }

  static func due(_ fixture: Fixture) -> DueBoard {
    let months = Month(2024, 7)...Month(2025, 6)
    let areas = [("520502", "七星关区"), ("520525", "纳雍县"), ("520581", "黔西市")]
    let completeness = areas.enumerated().flatMap { row, area in
      [Form.packaging, .safety].flatMap { form in
        months.map { month in
          let isLast = month == months.upperBound
          return FormCompleteness(
            area: fixture.area(area.0, area.1), form: form, month: month,
            due: Day(month.advanced(by: 1).year, month.advanced(by: 1).month, 10)!, expected: 12,
            came: isLast && row == 0 ? 0 : 12, late: row == 1 && form == .packaging ? 2 : 0,
            mostDaysLate: isLast && row == 0 ? 8 : row == 1 && form == .packaging ? 5 : 0)
        }
      }
    }
    return DueBoard(returns: returns(fixture), completeness: completeness, months: months)
  }

  static func reconcile(_ fixture: Fixture) -> ReconcileBoard {
    func item(
      _ code: String, _ name: String, _ indicator: String, _ reported: (Int, Int), _ system: (Int, Int)?,
      _ sample: (Int, Int)?
    ) -> SourceDifference {
      var given: [ReturnSource: SourceDifference.Given] = [
        .reported: .init(numerator: reported.0, denominator: reported.1)
      ]
      given[.system] = system.map { .init(numerator: $0.0, denominator: $0.1) }
      given[.sampled] = sample.map { .init(numerator: $0.0, denominator: $0.1) }
      return SourceDifference(
        area: fixture.area(code, name), month: Month(2025, 6), brand: "", indicator: indicator, scale: 100,
        given: given, expected: 1)
    }
    let village = fixture.area("520526100201", "上寨村")
    return ReconcileBoard(
      differences: [
        item("520526", "威宁县", "slim_tape", (11_900, 12_000), (11_532, 12_000), nil),
        item("520524", "织金县", "reusable_bags", (960, 1000), nil, (170, 200)),
        item("520521", "大方县", "slim_tape", (9930, 10_000), (9930, 10_000), (199, 200)),
      ].sorted(by: SourceDifference.precedes),
      stations: StationChecks(
        end: Day(2025, 6, 30)!,
        villages: [
          StationCheck(village: village, parent: nil, isReported: true, verifiedOn: Day(2025, 6, 3)),
          StationCheck(village: village, parent: nil, isReported: true, verifiedOn: nil),
        ]))
  }

  private static func returns(_ fixture: Fixture) -> [DueReturn] {
    let prefecture = fixture.area("5205", "毕节市")
    func item(_ code: String, _ name: String, _ form: Form, _ month: Month) -> DueReturn {
      DueReturn(
        area: fixture.area(code, name), parent: prefecture, form: form, month: month,
        due: Day(month.year, month.month + 1, 10)!)
    }
    return [
      item("520502", "七星关区", .packaging, Month(2025, 6)), item("520502", "七星关区", .safety, Month(2025, 6)),
      item("520525", "纳雍县", .packaging, Month(2025, 5)), item("520581", "黔西市", .safety, Month(2025, 7)),
    ]
  }

  static func folder(_ path: String?) -> FolderListing {
    FolderListing(
      path: path ?? "/home/office/报表",
      entries: [
        .init(name: "2024年", isFolder: true, size: 0, modified: Day(2025, 1, 8)!),
        .init(name: "威宁县包装6月.xlsx", isFolder: false, size: 14_200, modified: Day(2025, 7, 8)!),
        .init(name: "黔西市安全6月.csv", isFolder: false, size: 2_310, modified: Day(2025, 7, 7)!),
        .init(name: "统计局表头.toml", isFolder: false, size: 410, modified: Day(2025, 3, 2)!),
      ])
  }

  /// A figure that falls below its target.
  private static let moves: [FigureMove] = {
    let fixture = Fixture()
    let figures = fixture.board(BoardRequest(area: AreaCode("5205"), period: nil, plan: nil)).rows.compactMap {
      $0.figures["slim_tape"]?.reading.ratio == nil ? nil : $0.figures["slim_tape"]
    }
    return FigureMove(
      area: fixture.area("520526", "威宁彝族回族苗族自治县"), indicator: "slim_tape", period: Period("2025-06")!,
      before: figures.last, after: figures[2]
    ).map { [$0] } ?? []
  }()

  /// One of four rows is wrong, until it is left out.
  static func report(_ order: ImportOrder) -> ImportReport {
    let isStored = order.isPartial
    let rejection = Problem(
      file: order.path + ":六月", line: 7, column: 5, zh: "瘦身胶带件数 1300 大于胶带封装件数 1200;部分不能超过总数,请核对两列",
      en: "slim_taped 1300 is larger than taped 1200; a part cannot exceed its whole, check both columns")
    return ImportReport(
      order: order,
      parts: isStored
        ? [
          .init(
            form: .packaging, importID: order.isDryRun ? nil : 4, read: 4, kept: 3, replaced: 1, rejected: 1,
            moves: moves)
        ] : [], problems: [rejection], read: 4, wrong: 1,
      notes: [
        Problem(
          file: order.path + ":六月", line: 9, zh: "第 9 行是「合计」行,未读入", en: "line 9 is a row of totals and was passed over")
      ], isRefused: !isStored)
  }
}
