import Foundation
import Intake
import PostalModel
import TestWorkbooks
import Testing

@testable import PostalStore

/// The same table as a text and as a workbook is the same return: the same rows, the same faults at the same places, and
/// the same store.
@Suite("同一张表的不同写法 one table, written in several ways") struct WrittenFormTests {
  private static let today = Day(2025, 7, 12)!

  /// What a cell means, before it is written in one way or another.
  private enum Meaning {
    case text(String)
    case number(String)
    case month(Month)
    case day(Day)
    case blank
  }

  private static let indicators = [
    Indicator(
      id: "delay_rate", zh: "快件延误率", en: "Delay rate", panel: "service", form: .figures, numerator: [],
      denominator: []),
    Indicator(
      id: "express_volume", zh: "快递业务量", en: "Express volume", panel: "service", form: .figures, unit: .parcels10k,
      scale: 1, numerator: [], denominator: [], kind: .yearly),
  ]

  private static let tasks = [
    IntakeTask(plan: "bijie", planNames: ["毕节方案"], id: "7", clauses: ["三(四)2"], titles: ["示范项目"]),
    IntakeTask(plan: "bijie", planNames: ["毕节方案"], id: "3-1", clauses: ["三(一)"], titles: ["末端网点"]),
  ]

  @Test("random tables of each form", arguments: Form.allCases) func randomTables(form: Form) throws {
    var dice = PropertyTests.Dice(state: UInt64(101 + form.columnSeed))
    let office = try Office()
    try office.sendAreas()
    var kept = 0
    var rejected = 0
    for round in 0..<24 {
      let table = Self.table(form, &dice)
      let text = try read(Self.text(table, &dice), form, office)
      let book = try read(
        workbook(table.map { row in row.map { Self.cell($0, &dice) } }, inline: Bool.random(using: &dice)), form, office
      )
      #expect(text.rows == book.rows, "\(table)")
      #expect(text.read == book.read && text.rejected.map(\.place) == book.rejected.map(\.place), "\(table)")
      let faults = [text, book].map { result in result.problems.map { "\($0.line):\($0.column): \($0.zh) \($0.en)" } }
      #expect(faults[0] == faults[1], "\(table)")
      kept += text.rows?.count ?? 0
      rejected += text.rejected.count
      guard round < 3, let rows = text.rows, let same = book.rows, rows.count > 0 else { continue }
      #expect(try Self.stored(rows) == Self.stored(same))
    }
    // Tables of both kinds were drawn.
    #expect(kept > 30 && rejected > 10, "\(kept) kept, \(rejected) rejected")
  }

  /// What a store of its own holds after an import, and what it kept out.
  private static func stored(_ rows: ReturnRows) throws -> [String] {
    let office = try Office()
    try office.sendAreas()
    let file = ImportFile(name: "报表", hash: "1", at: "2025-07-12 09:00", who: "test", read: rows.count)
    do {
      let outcome = try office.store.importReturn(rows, file: file, isPartial: true)
      return try [office.dump(), "\(outcome)"]
    } catch StoreError.refused(let problems) {
      return try [office.dump(), "\(problems)"]
    }
  }

  private func read(_ bytes: [UInt8], _ form: Form, _ office: Office) throws -> IntakeResult {
    try office.store.withAreas { areas in
      Intake.read(
        bytes, file: "报表", form: form,
        context: IntakeContext(
          today: Self.today, directory: areas, indicators: Self.indicators, tasks: Self.tasks))
    }
  }

  // MARK: tables

  /// A header and rows, some of them with a fault, and now and then what stands around them.
  private static func table(_ form: Form, _ dice: inout PropertyTests.Dice) -> [[Meaning]] {
    let lines = Intake.template(form).split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0).replacing("\u{FEFF}", with: "") }
    }
    let order = lines[0].indices.shuffled(using: &dice)
    var table: [[Meaning]] = []
    if Int.random(in: 0..<3, using: &dice) == 0 { table.append([.text("某县\(form.zh)")]) }
    table.append(order.map { .text(lines[0][$0]) })
    for row in 0..<Int.random(in: 1...8, using: &dice) {
      var cells = Self.row(lines[0], like: lines[1], form, row, &dice)
      if Int.random(in: 0..<4, using: &dice) == 0 {
        cells[Int.random(in: cells.indices, using: &dice)] = faults.randomElement(using: &dice)!
      }
      table.append(order.map { cells[$0] })
      if Int.random(in: 0..<8, using: &dice) == 0 { table.append(order.map { _ in .blank }) }
    }
    if Int.random(in: 0..<4, using: &dice) == 0 { table.append([.text("合计"), .number("12")]) }
    return table
  }

  private static let faults: [Meaning] = [
    .text("x"), .text("1.5件"), .number("1.5"), .number("-2"), .text("2025-99"), .text("520599"), .number("520599"),
    .text("6.52828E+11"), .text("a,b;c\td"), .text("甲\"乙\"丙"), .text("—"), .number("99999999999999"), .blank,
    .day(Day(2031, 1, 2)!), .text("2026-01"), .text("ＡＢ　"), .text("=1+1"), .text("'5"), .number("0.000001"),
  ]

  /// A row that mostly is good: areas that are known, days in order, parts that are no larger than their wholes.
  private static func row(
    _ headings: [String], like example: [String], _ form: Form, _ number: Int, _ dice: inout PropertyTests.Dice
  ) -> [Meaning] {
    var last = Int.random(in: 500...2000, using: &dice)
    var day = Day(2024, 1, 1)!.ordinal
    let month = Month(2025, Int.random(in: 1...6, using: &dice))
    return zip(headings, example).map { heading, example in
      switch heading {
      case "区划代码":
        let areas = form == .villages ? Office.villages : Office.towns + Office.villages
        return .number(areas.randomElement(using: &dice)!.description)
      case "上级代码", "数值", "整改期限", "整改完成": return .blank
      case "问题数": return .number("0")
      case "检查日期": return .day(Day(month.year, month.month, Int.random(in: 1...28, using: &dice))!)
      case "网点编号": return form == .outlets ? .text("N-\(number)") : Bool.random(using: &dice) ? .text("N-1") : .blank
      case "指标": return .text(["delay_rate", "快件延误率"].randomElement(using: &dice)!)
      case "任务": return .text(["7", "3-1"].randomElement(using: &dice)!)
      case "分子": return .number(String(Int.random(in: 0...2000, using: &dice)))
      case "分母": return .number(String(Int.random(in: 2000...3000, using: &dice)))
      case "城乡分类": return .number(["111", "121", "220"].randomElement(using: &dice)!)
      case "年份": return .number(String(Int.random(in: 2018...2024, using: &dice)))
      case "进度": return .number(String(Int.random(in: 0...100, using: &dice)))
      case "品牌": return .text(["中通", "圆通", "邮政"].randomElement(using: &dice)!)
      default: break
      }
      if Month(example) != nil { return .month(month) }
      if Day(example) != nil {
        day += Int.random(in: 1...90, using: &dice)
        return heading == "注销日期" ? .blank : .day(Day(ordinal: day))
      }
      if example.isEmpty { return .blank }
      guard example.allSatisfy(\.isNumber), heading != "备案号" else { return .text(example) }
      if Int.random(in: 0..<6, using: &dice) == 0 { return .blank }
      last = Int.random(in: max(0, last - 50)...last, using: &dice)
      if form == .villages { last = min(last, 5) }
      return .number(String(last))
    }
  }

  // MARK: ways of writing

  private static func text(_ table: [[Meaning]], _ dice: inout PropertyTests.Dice) -> [UInt8] {
    let separator = [",", ";", "\t"].randomElement(using: &dice)!
    let end = ["\n", "\r\n"].randomElement(using: &dice)!
    let lines = table.map { row in row.map { quoted(written($0), &dice) }.joined(separator: separator) }
    let text = lines.joined(separator: end) + end
    switch Int.random(in: 0..<3, using: &dice) {
    case 0: return Array(text.utf8)
    case 1: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    default: return [UInt8](text.data(using: String.Encoding(rawValue: 0x8000_0632))!)
    }
  }

  private static func quoted(_ text: String, _ dice: inout PropertyTests.Dice) -> String {
    let needsQuotes = text.contains { ",;\t\"\n".contains($0) }
    guard needsQuotes || Int.random(in: 0..<6, using: &dice) == 0 else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func written(_ meaning: Meaning) -> String {
    switch meaning {
    case .text(let text), .number(let text): text
    case .month(let month): month.description
    case .day(let day): day.description
    case .blank: ""
    }
  }

  private static func cell(_ meaning: Meaning, _ dice: inout PropertyTests.Dice) -> WrittenCell {
    if case .blank = meaning { return .blank }
    if Bool.random(using: &dice) { return .text(written(meaning)) }
    switch meaning {
    case .text(let text): return .text(text)
    case .number(let text): return .number(Double(text)!)
    case .month(let month):
      let serial = Double(Day(month.year, month.month, 1)!.ordinal + 25_569)
      // What such a cell holds is a day, so a column of days takes it for one; a column of months takes either.
      return .number(serial, format: "yyyy\"年\"m\"月\"")
    case .day(let day): return .number(Double(day.ordinal + 25_569), format: "yyyy-mm-dd")
    case .blank: return .blank
    }
  }
}

extension Form {
  fileprivate var columnSeed: Int { Form.allCases.firstIndex(of: self)! }
}
