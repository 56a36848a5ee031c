import Catalog
import Dashboard
import Foundation
import Panels
import PostalModel
import PostalStore

/// Carries out what the dashboard asks for, and answers with events. It reads the store, and writes files beside it.
struct Door {
  /// Another one where the database was opened again: what was read of the data files stays.
  var store: PostalStore
  let setup: Setup
  /// The clock's day; pinned in tests and scripts.
  var today: Day
  /// The plans with tasks and rules, read when they are first asked for or before, and what is wrong with a file of theirs.
  private var plans: (book: PlanBook, problem: CatalogError?)?
  /// By area, each read once: a wall asks for them for months.
  private var tileMaps: [AreaCode: TileMap?] = [:]
  /// What is wrong with a plan's file, to be told once.
  private(set) var problem: CatalogError?
  /// What the last question failed with, as a command would end; nil where it was answered.
  private(set) var failure: Failure?

  mutating func takeProblem() -> CatalogError? {
    defer { problem = nil }
    return problem
  }

  init(store: PostalStore, setup: Setup, today: Day) {
    self.store = store
    self.setup = setup
    self.today = today
  }

  /// - Returns: nil for the effects that are the event loop's own (copy, redraw, quit, suspend).
  mutating func answer(_ effect: Effect) -> Event? {
    failure = nil
    do {
      switch effect {
      case .loadBoard(let request):
        guard
          let board = try store.board(
            at: request.area, period: request.period, borrowing: request.plan, plans: setup.plans,
            indicators: setup.indicators, today: today)
        else {
          let code = request.area?.description ?? ""
          return .failed(zh: "没有区划 \(code)", en: "no area has the code \(code)")
        }
        return .boardLoaded(request, board)
      case .loadTrend(let area, let indicator, let last, let months, let plan):
        guard let indicator = self.indicator(indicator) else { return nil }
        return .trendLoaded(
          try store.trend(
            of: area, indicator: indicator, last: last, months: months, borrowing: plan, plans: setup.plans,
            today: today))
      case .loadSeries(let request):
        return .seriesLoaded(
          request, try store.series(request, plans: setup.plans, indicators: setup.indicators, today: today))
      case .loadTileMap(let area):
        do throws(CatalogError) {
          if let known = tileMaps[area] { return .tileMapLoaded(area, known) }
          let map = try setup.catalog.tileMap(of: area)
          tileMaps[area] = .some(map)
          return .tileMapLoaded(area, map)
        } catch { return .failed(zh: error.text(.zh), en: error.text(.en)) }
      case .loadEvidence(let area, let indicator, let period, let plan, let limit):
        guard let indicator = self.indicator(indicator) else { return nil }
        return .evidenceLoaded(
          try store.evidence(
            for: area, indicator: indicator, period: period, borrowing: plan, plans: setup.plans, today: today,
            limit: limit))
      case .loadCoverage(let request):
        guard let area = request.area, let period = request.period else { return .coverageLoaded(request, [:]) }
        return .coverageLoaded(request, try store.villageCoverage(of: area, period: period, today: today))
      case .loadWhatIf(let request):
        return .whatIfLoaded(
          request,
          try store.whatIfGround(
            of: request.area, period: request.period, withStocks: request.withStocks, indicators: setup.indicators,
            today: today))
      case .loadBrands(let request):
        return .brandsLoaded(
          request,
          try store.brands(
            at: request.area, form: request.form, period: request.period, borrowing: request.plan, plans: setup.plans,
            indicators: setup.indicators, today: today))
      case .loadAssessment(let request): return .assessmentLoaded(request, try assessment(request))
      case .loadOutlet(let id): return .outletLoaded(id: id, try store.outlet(id))
      case .loadPlans(let request):
        prepare()
        let book = plans!.book
        problem = plans!.problem
        plans!.problem = nil
        return .plansLoaded(
          request,
          try store.planStandings(
            at: request.area, period: request.period, borrowing: request.plan, plans: book,
            indicators: setup.indicators, today: today))
      case .loadPlanText(let plan):
        do throws(CatalogError) {
          return .planTextLoaded(plan: plan, try setup.catalog.planText(plan))
        } catch { return .failed(zh: error.zh, en: error.en) }
      case .loadLedger: return .ledgerLoaded(try store.ledger(limit: .max))
      case .findPlace(let text):
        let names = text.split { $0 == "›" || $0 == ">" }.map { $0.trimmingCharacters(in: .whitespaces) }
        return .placesFound(try AreaSearch.find(names, store))
      case .loadSource(let key, let period, let plan):
        return .sourceLoaded(key, try sourceRecord(key, period: period, plan: plan))
      case .loadImport(let id): return .importLoaded(id, try store.importRecord(id))
      case .loadItem(let key): return .itemLoaded(key, try store.itemHistory(key))
      case .loadDue(let request): return .dueLoaded(request, try dueBoard(request))
      case .loadReconcile(let request): return .reconcileLoaded(request, try reconcileBoard(request))
      case .listFolder(let path): return .folderListed(FolderReader.listing(of: path))
      case .writeRejected(let id): return try writeRejected(id)
      case .writeBulletin(let request, let language): return try written.bulletin(request, language)
      case .writeTable(let table, let kind): return try written.table(table, kind)
      case .importFile, .cancelImport, .undo, .signOff, .withdrawSignOff, .record: return nil
      case .search(let text, let near): return .searched(text: text, try search(text, near: near))
      case .loadThemes: return .themesLoaded(Appearance.choices(setup.catalog))
      case .useLanguage(let language):
        do throws(CatalogError) { return .wordsLoaded(try setup.catalog.words(language)) } catch {
          return .failed(zh: error.zh, en: error.en)
        }
      case .copy, .redraw, .quit, .suspend, .previewTheme, .useTheme, .turnMouse, .awaitPause, .prepareSearch:
        return nil
      }
    } catch let error as StoreError {
      failure = setup.failure(error)
      guard case .unusable(let path, let zh, let en) = error else { return .failed(zh: "\(error)", en: "\(error)") }
      return .failed(zh: "\(path): \(zh)", en: "\(path): \(en)")
    } catch let failure as Failure {
      self.failure = failure
      let text = failure.lines.joined(separator: "; ")
      return .failed(zh: text, en: text)
    } catch {
      return .failed(zh: "\(error)", en: "\(error)")
    }
  }

  /// The assessments are read anew each time: an office changes them while it looks.
  private func assessment(_ request: AssessmentRequest) throws -> AssessmentAnswer {
    let (all, errors) = setup.catalog.assessments(indicators: setup.indicators)
    var answer = AssessmentAnswer(
      board: nil, names: all.map(\.id), faults: errors.map { ($0.text(.zh), $0.text(.en)) })
    guard let chosen = all.first(where: { $0.id == request.name }) ?? all.first else { return answer }
    answer.board = try store.assess(
      chosen, of: request.area, period: request.period, borrowing: request.plan, plans: setup.plans,
      indicators: setup.indicators, today: today)
    return answer
  }

  private var written: WrittenFiles { WrittenFiles(setup: setup, store: store, today: today) }

  private func search(_ text: String, near: AreaCode?) throws -> [FoundPlace] {
    let areas = try store.search(text, near: near, limit: 12).map { hit in
      FoundPlace(area: hit.area, path: hit.above, matched: hit.ranges.first)
    }
    let outlets = try store.searchOutlets(text, in: near, limit: 6).map { hit in
      FoundPlace(
        area: hit.outlet.area, path: [hit.outlet.area.name], matched: hit.ranges.first, outlet: hit.outlet.id,
        outletName: hit.outlet.entry.name)
    }
    return areas + outlets
  }

  /// Reads what the first place with a plan of its own will need. A plan whose tasks cannot be read keeps its targets.
  mutating func prepare() {
    guard plans == nil else { return }
    var (book, problems) = setup.wholePlans()
    for plan in setup.plans.plans where book.plan(plan.id) == nil { book.plans.append(plan) }
    plans = (book, problems.first)
  }

  /// What is owed and absent in an area over a period, and how the year up to its end came in; at the top in the areas
  /// of all plans.
  private func dueBoard(_ request: BoardRequest) throws -> DueBoard {
    let period = request.period ?? Period(Month(today).advanced(by: -1))
    let months = period.last.advanced(by: -11)...period.last
    let areas = try setup.scopes(request.area, store)
    let returns = try areas.flatMap { area in
      try store.dueReturns(below: area, months: Array(period.months), today: today)
    }
    var completeness: [FormCompleteness] = []
    for code in areas {
      let parts = try store.completeness(of: code, months: months, today: today)
      guard request.area == nil, let area = try store.area(code) else {
        completeness += parts
        continue
      }
      for (_, same) in Dictionary(grouping: parts, by: { [$0.month.index, $0.form.hashValue] }) {
        if let sum = DueBoard.sum(same, as: area) { completeness.append(sum) }
      }
    }
    return DueBoard(returns: returns, completeness: completeness, months: months)
  }

  /// Where sources differ in an area over a period, and what was seen of village stations.
  private func reconcileBoard(_ request: BoardRequest) throws -> ReconcileBoard {
    let period = request.period ?? Period(Month(today).advanced(by: -1))
    let areas = try setup.scopes(request.area, store)
    let differences = try areas.flatMap { area in
      try store.sourceDifferences(below: area, months: period.months, indicators: setup.indicators)
    }.sorted(by: SourceDifference.precedes)
    let checks = try areas.compactMap { try store.stationChecks(below: $0, period: period, today: today) }
    return ReconcileBoard(
      differences: differences,
      stations: checks.first.map { StationChecks(end: $0.end, days: $0.days, villages: checks.flatMap(\.villages)) })
  }

  /// A stored row with its cells, read anew from the file that was kept.
  private func sourceRecord(_ key: SourceKey, period: Period, plan: String?) throws -> SourceRecord? {
    guard
      var record = try store.sourceRecord(
        key, period: period, borrowing: plan, plans: setup.plans, indicators: setup.indicators, today: today)
    else { return nil }
    let file = try store.original(of: key.importID).flatMap { OriginalFile($0, setup) }
    if let row = try file?.rows(at: [key.place], store, setup)[key.place] {
      record.raw = row.raw
      record.cells = row.cells.enumerated().map { number, cell in
        .init(heading: cell.heading, column: cell.column, text: cell.text, isMeant: number == row.value)
      }
    }
    return record
  }

  /// Writes the rows kept out of an import beside where the program was started, under a name that is not taken.
  private func writeRejected(_ id: Int) throws -> Event {
    guard let original = try store.original(of: id) else { return .failed(zh: "没有第 \(id) 号导入", en: "no import \(id)") }
    let kept = try KeptOut(original, rows: store.rejections(of: id), setup)
    let tables = try RejectedRows.tables([kept], store: store, setup: setup)
    let stem = (original.file as NSString).deletingPathExtension
    let name = setup.say("\(stem)-退回", "\(stem)-rejected")
    let ending = (original.file as NSString).pathExtension.lowercased() == "xlsx" ? "xlsx" : "csv"
    let path =
      OfficeFolder.freeStem(name, endings: [ending], in: FileManager.default.currentDirectoryPath) + ".\(ending)"
    let written = try RejectedRows.write(tables, to: path, setup: setup)
    let rows = written.reduce(0) { $0 + $1.rows }
    let files = written.map(\.path).joined(separator: " ")
    return .done(zh: "退回的 \(rows) 行已写入 \(files)", en: "\(rows) rows kept out are in \(files)")
  }

  private func indicator(_ id: String) -> Indicator? { setup.indicators.first { $0.id == id } }
}

/// Finds areas by names from above to below, as lists or the screen's short names have them; a beginning is enough, and
/// the first may be a code.
enum AreaSearch {
  /// Every area that fits, the best first.
  static func find(_ names: [String], _ store: PostalStore) throws -> [Area] {
    guard let first = names.first else { return [] }
    var found: [Area]
    if let code = AreaCode(first) {
      found = try store.area(code).map { [$0] } ?? []
    } else {
      // A short name keeps its first two characters: 威宁县 of 威宁彝族回族苗族自治县.
      let full = try store.areas(named: first)
      let short = try store.areas(named: String(first.prefix(2)), limit: 200).filter { area in
        !full.contains { $0.id == area.id }
      }
      found = best(full + short, for: first)
      if found.isEmpty { found = try store.areas(formerlyNamed: first) }
    }
    for name in names.dropFirst() {
      var below: [Area] = []
      for area in found {
        below += best(try store.children(of: area.code), for: name)
      }
      found = below
    }
    return found
  }

  private static func best(_ areas: [Area], for name: String) -> [Area] {
    for fits in [
      { $0.name == name }, { AreaNames.short($0.name) == name }, { $0.name.hasPrefix(name) },
      { AreaNames.short($0.name).hasPrefix(name) },
    ] as [(Area) -> Bool] {
      let found = areas.filter(fits)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The one area that fits, or the only one nearest to the top.
  private static func resolve(_ names: [String], _ store: PostalStore) throws -> AreaCode? {
    let found = try find(names, store)
    guard let best = found.min(by: { $0.level < $1.level }) else { return nil }
    return found.filter { $0.level == best.level }.count == 1 ? best.code : nil
  }

  /// Runs a body that reads addresses with areas named in them.
  ///
  /// - Throws: what the body throws, and before it what the database failed with: names are then not known to be wrong.
  static func resolving<Value>(_ store: PostalStore, _ body: (AreaResolver) throws -> Value) throws -> Value {
    var fault: (any Error)?
    let outcome = Result {
      try body { names in
        guard fault == nil else { return nil }
        do { return try resolve(names, store) } catch {
          fault = error
          return nil
        }
      }
    }
    if let fault { throw fault }
    return try outcome.get()
  }
}
