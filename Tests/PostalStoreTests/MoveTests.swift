import PostalModel
import Testing

@testable import PostalStore

/// What an import says it changes: rows that are new, replaced or the same, and the figures that move.
@Suite struct MoveTests {
  private let june = Month(2025, 6)
  private let today = Day("2025-07-12")!
  private let tape = Indicator(
    id: "slim_tape", zh: "胶带", en: "Tape", panel: "packaging", form: .packaging, numerator: ["slim_taped"],
    denominator: ["taped"])

  private var watch: FigureWatch {
    let plan = Plan(
      id: "p", area: Office.prefecture, zh: "甲", en: "A",
      targets: [Target(id: "t", indicator: "slim_tape", minimum: Amount(99))])
    return FigureWatch(
      Yardstick(plans: PlanBook(plans: [plan], law: nil), indicators: [tape], today: today), mostPairs: 1000)
  }

  private func rows(_ counts: [(AreaCode, Int, Int)]) -> ReturnRows {
    .packaging(
      Office.lined(counts.map { PackagingEntry(area: $0.0, month: june, taped: $0.2, slimTaped: $0.1) }))
  }

  private func send(_ office: Office, _ rows: ReturnRows, _ name: String, dryRun: Bool = false, watch: FigureWatch)
    throws -> ImportOutcome
  {
    try office.store.importReturn(
      rows, file: ImportFile(name: name, hash: name, at: "2025-07-05 09:12", who: "test", read: rows.count),
      isDryRun: dryRun, watching: watch)
  }

  @Test func aDryRunTellsWhatMovesAndTheImportTellsTheSame() throws {
    let office = try Office()
    try office.sendAreas()
    let (one, two) = (Office.towns[0], Office.towns[1])
    try office.send(rows([(one, 98, 100), (two, 100, 100)]))
    let corrected = rows([(one, 97, 100), (two, 100, 100)])
    let before = try office.dump()
    let tried = try send(office, corrected, "b.csv", dryRun: true, watch: watch)
    #expect(try office.dump() == before)
    #expect(tried.kept == 2 && tried.new == 0 && tried.replaced == 2 && tried.unchanged == 1)
    // 198 of 200 is 99 %, 197 is 98.5 %: the prefecture and the county lose the target, the town was short before.
    #expect(tried.moves.map(\.area.code) == [Office.prefecture, Office.county, one])
    let county = tried.moves[1]
    #expect(county.before.ratio == Ratio(198, 200, scale: 100) && county.after.ratio == Ratio(197, 200, scale: 100))
    #expect(county.before.status == .met && county.after.status == .short && county.changesLight)
    #expect(county.difference == -0.5)
    #expect(tried.moves[2].before.status == .short && !tried.moves[2].changesLight)
    #expect(tried.watched?.months == [june] && tried.watched?.areasLeftOut == 0)
    let stored = try send(office, corrected, "b.csv", watch: watch)
    #expect(stored.moves == tried.moves && stored.unchanged == 1)
  }

  @Test func aFirstReturnBringsItsFigures() throws {
    let office = try Office()
    try office.sendAreas()
    let outcome = try send(office, rows([(Office.towns[0], 9, 10)]), "a.csv", dryRun: true, watch: watch)
    #expect(outcome.new == 1 && outcome.replaced == 0)
    let town = try #require(outcome.moves.first { $0.area.code == Office.towns[0] })
    #expect(town.before.ratio == nil && town.after.ratio == Ratio(9, 10, scale: 100) && town.difference == nil)
    #expect(town.after.status == .short && town.changesLight)
    // The other town now owes the return, so the county is partial.
    let county = try #require(outcome.moves.first { $0.area.code == Office.county })
    #expect(county.after.isPartial)
  }

  @Test func tooMuchToJudgeIsToldAndNotJudged() throws {
    let office = try Office()
    try office.sendAreas()
    var narrow = watch
    narrow.mostPairs = 2
    let outcome = try send(
      office, rows([(Office.towns[0], 9, 10), (Office.towns[1], 9, 10)]), "a.csv", watch: narrow)
    #expect(outcome.watched?.areasLeftOut == 2)
    #expect(Set(outcome.moves.map(\.area.code)) == [Office.county, Office.prefecture])
    narrow.mostPairs = 1
    let none = try send(office, rows([(Office.towns[0], 10, 10)]), "b.csv", watch: narrow)
    #expect(none.watched?.isSkipped == true && none.moves.isEmpty && none.replaced == 1)
  }

  @Test func anOutletThatMovesTouchesWhereItStood() throws {
    let office = try Office()
    try office.sendAreas()
    func outlet(_ area: AreaCode) -> ReturnRows {
      .outlets(Office.lined([OutletEntry(id: "w1", name: "网点", type: .terminal, area: area)]))
    }
    let density = Indicator(
      id: Indicator.density, zh: "密度", en: "density", panel: "outlets", form: .outlets, unit: .per10k, scale: 10_000,
      numerator: ["terminal_outlets_urban"], denominator: ["urban_residents"], kind: .stock)
    var watch = watch
    watch.yardstick.indicators = [density]
    try office.send(outlet(Office.communities[0]), scope: Office.county)
    let moved = try send(office, outlet(Office.communities[1]), "c.csv", dryRun: true, watch: watch)
    let from = try #require(moved.moves.first { $0.area.code == Office.communities[0] })
    // One outlet for 10,000 people, then none; one for 20,000 where it stands now.
    #expect(from.before.ratio == Ratio(1, 10_000, scale: 10_000) && from.after.ratio?.numerator == 0)
    let there = try #require(moved.moves.first { $0.area.code == Office.communities[1] })
    #expect(there.after.ratio == Ratio(1, 20_000, scale: 10_000))
    #expect(!moved.moves.contains { $0.area.code == Office.county })
  }
}
