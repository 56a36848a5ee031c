import Documents
import Foundation
import Panels
import PostalModel
import PostalStore
import WorkbookWriting

/// Makes the bulletin of an area from a store.
struct BulletinMaking {
  let setup: Setup
  let store: PostalStore
  /// Of the document.
  let language: Language
  /// The day as of which returns are late.
  let today: Day

  init(_ setup: Setup, _ store: PostalStore, language: Language? = nil, today: Day? = nil) {
    self.setup = setup
    self.store = store
    self.language = language ?? setup.language
    self.today = today ?? setup.today
  }

  /// The period named, else the last closed month that has a return.
  func period(_ named: Period?) throws -> Period {
    if let named { return named }
    let closed = Month(today).advanced(by: -1)
    return Period(min(try setup.asking { try store.facts() }.lastMonth ?? closed, closed))
  }

  /// - Throws: a failure where there is no such area, nothing was imported, or the period is to come.
  func document(of area: AreaCode, period: Period, plan: String?) throws -> Document {
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    guard period.first <= Month(today), period.isInReach else {
      throw Failure.refused([
        say(
          "--period \(period): 还没有到这一期;最近的已结月份是 \(Month(today).advanced(by: -1))",
          "--period \(period): it is still to come; the last closed month is \(Month(today).advanced(by: -1))")
      ])
    }
    _ = try setup.scopes(area, store)
    return try setup.asking {
      guard try store.facts().hasReturns else {
        throw Failure.refused([
          say(
            "\(store.path): 库里还没有报表,写不了通报;请先导入(yilan import 文件)",
            "\(store.path): no return has come, so there is nothing to tell; import some first (yilan import FILE)")
        ])
      }
      guard let facts = try facts(of: area, period, plan), let bulletin = Bulletin(facts) else {
        throw Failure.refused([say("没有区划 \(area)", "no area has the code \(area)")])
      }
      return bulletin.document
    }
  }

  private func facts(of area: AreaCode, _ period: Period, _ plan: String?) throws -> BulletinFacts? {
    let indicators = setup.indicators
    // Every plan with its tasks, whatever the setup has read of them.
    var book = setup.wholePlans().0
    for known in setup.plans.plans where book.plan(known.id) == nil { book.plans.append(known) }
    func board(_ period: Period) throws -> Board? {
      try store.board(
        at: area, period: period, borrowing: plan, plans: book, indicators: indicators, today: today)
    }
    guard let now = try board(period) else { return nil }
    let series = try store.series(
      SeriesRequest(
        areas: [area] + now.rows.map(\.area.code), indicators: indicators.map(\.id), last: period,
        count: Comparison.periods(of: period), plan: plan), plans: book, indicators: indicators, today: today)
    let standings = try store.planStandings(
      at: area, period: period, borrowing: plan, plans: book, indicators: indicators, today: today)
    let earlier = period.moved(by: -1)
    // A period before the first return is no measure of change.
    let hasEarlier =
      earlier.isInReach
      && series.rows.contains { row in
        series.periods.firstIndex(of: earlier).map { row.figures[$0].reading.ratio != nil } ?? false
      }
    let text = FigureText(setup: setup)
    let revised = try period.months.flatMap { month in
      try store.signedChanges(
        below: area, month: month, by: Yardstick(plans: book, indicators: indicators, today: today))
    }.map { item in
      BulletinFacts.Revised(
        signOff: item.signOff, figure: item.figure, change: text.change(item.figure),
        causes: item.causes.map { ($0.isUndo ? language == .zh ? "撤销 " : "undo " : "") + String($0.importID) }
          .joined(separator: ", "))
    }
    let handbook = try setup.handbook(language)
    let matters = try store.matters(
      below: area, on: now.itemDay, terms: RegisterTerms(law: book.law, settings: handbook.settings))
    var outlets: [String: Outlet] = [:]
    for id in Set(matters.listed.compactMap(\.outlet)) { outlets[id] = try store.outlet(id) }
    return BulletinFacts(
      handbook: Handbook(
        indicators: indicators, planBook: book, words: handbook.words, settings: handbook.settings),
      board: now, before: hasEarlier ? try board(earlier) : nil, series: series, plan: plan, standings: standings,
      completeness: try store.completeness(of: area, months: period.months, today: today),
      due: try store.dueReturns(below: area, months: Array(period.months), today: today),
      matters: matters, outlets: outlets,
      feeds: try store.feeds(
        of: area, months: period.months,
        plans: standings.filter { !$0.isBorrowed && $0.plan.id != Plan.law }.map(\.plan.id)),
      revisions: revised, histories: try store.itemHistories(below: area).compactMap { $0.upTo(now.itemDay) },
      madeAt: madeAt, fingerprint: try LedgerDigest.of(store),
      program: (language == .zh ? "驿览 " : "Yilan ") + Yilan.configuration.version)
  }

  /// A pinned clock has a day and no hour.
  private var madeAt: String { setup.isPinned ? today.description : "\(today) \(Clock.time())" }
}

extension Document {
  /// The document as a workbook, one sheet a section, and what is not to be mixed on sheets apart.
  var sheets: [WorkbookSheet] {
    var taken: Set<String> = []
    return sections.flatMap(\.apart).map { section in
      var sheet = section.table(titles: marks + [title, foot]).sheet
      sheet.name = WorkbookSheet.name(section.title, besides: &taken)
      // Sentences in cells go on in further lines.
      if sheet.columns.contains(where: { $0.width > 40 }) {
        sheet.isWrapped = true
        for place in sheet.columns.indices { sheet.columns[place].width = min(40, sheet.columns[place].width) }
      }
      return sheet
    }
  }
}

extension WorkbookSheet {
  /// A name that workbooks take, and that no other sheet has.
  static func name(_ text: String, besides taken: inout Set<String>) -> String {
    let plain = String(text.map { "[]:*?/\\'".contains($0) || $0.isNewline ? " " : $0 }.prefix(28))
    var name = plain.isEmpty ? "1" : plain
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(plain) \(number)"
      number += 1
    }
    return name
  }
}
