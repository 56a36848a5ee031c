import Catalog
import Foundation
import Intake
import PostalModel
import PostalStore

/// 导入: takes a file into the store, for the command and the screen alike.
struct ReturnImport {
  /// A map of columns with the file it was read from.
  struct Map {
    var map: ColumnMap
    var kept: KeptFile

    /// - Throws: `Failure` with status 2 where it cannot be read.
    init(_ path: String, _ setup: Setup) throws {
      do throws(CatalogError) {
        let found = try setup.catalog.columnMap(at: path)
        let packed = PackedFile(found.bytes)
        map = found.map
        kept = KeptFile(hash: FileHash.hexadecimal(found.bytes), size: packed.size, packed: packed.packed)
      } catch {
        throw Failure.usage(error.text(setup.language))
      }
    }
  }

  /// What became of one file.
  struct Outcome {
    var file: String
    var notes: [IntakeNote] = []
    /// All that is wrong with its rows, in the order of the file.
    var problems: [Problem] = []
    /// One a form; empty where nothing was stored.
    var stored: [(outcome: ImportOutcome, read: Int)] = []
    var read = 0
    var wrong = 0
    /// Nothing of the file was stored, or would be.
    var isRefused = false
    /// The rows that were, or would be, kept out, by form.
    var keptOut: [KeptOut] = []

    /// Problems that a report lists; the others are counted.
    private static let mostProblems = 300

    /// As a screen shows it.
    func report(_ order: ImportOrder) -> ImportReport {
      ImportReport(
        order: order,
        parts: stored.map { one, read in
          .init(
            form: one.form, importID: one.id, read: read, kept: one.kept, replaced: one.replaced,
            unchanged: one.unchanged, rejected: one.rejected, sameAs: one.sameAs,
            moves: one.watched == nil ? nil : one.moves, revisions: one.revisions)
        }, problems: Array(problems.prefix(Self.mostProblems)), read: read, wrong: wrong,
        notes: notes.map { note in
          Problem(
            file: note.sheet.map { "\(file):\($0)" } ?? file, line: note.line, zh: note.zh, en: note.en)
        }, isRefused: isRefused)
    }
  }

  let store: PostalStore
  let setup: Setup
  let tasks: [IntakeTask]
  var form: Form?
  var month: Month?
  var scope: AreaCode?
  var map: Map?
  var sheet: String?
  var isDryRun = false
  var isPartial = false
  /// Files of an old Excel, of WPS and OpenDocument are converted by LibreOffice first.
  var isConverting = false
  /// The most (area, month) pairs that are judged before and after, to tell which figures move: a dry run is made for
  /// that, a real import does not wait for it.
  static let watchedPairs = (dryRun: 4000, real: 400)
  /// Told now and then; what it throws ends the import, which then leaves nothing behind.
  var progress: ((ImportStage) throws -> Void)?

  init(store: PostalStore, setup: Setup) {
    self.store = store
    self.setup = setup
    tasks = knownTasks(setup)
  }

  /// Reads a file and stores it, or says why not.
  ///
  /// - Throws: `Failure` with status 1 where it cannot be read at all or the import is not for this store, 3 for a
  ///   database that cannot be used.
  func take(_ file: String) throws -> Outcome {
    let bytes = try setup.bytes(of: file)
    try progress?(.reading(0))
    var converted: [UInt8]?
    if isConverting, let kind = ForeignWorkbook(bytes) {
      converted = try WorkbookConversion(setup: setup).workbook(bytes, of: kind, file: file) {
        try progress?(.reading(0))
      }
    }
    let results = try setup.asking {
      try store.withAreas { areas in
        Intake.readAll(
          converted ?? bytes, file: file, form: form,
          context: IntakeContext(
            today: setup.today, defaultMonth: month, directory: areas, sheet: sheet, map: map?.map,
            indicators: setup.indicators, tasks: tasks, progress: progress.map { told in { try? told(.reading($0)) } }))
      }
    }
    var outcome = Outcome(file: file)
    outcome.notes = results.flatMap(\.notes)
    outcome.problems = results.flatMap(\.problems)
    (outcome.read, outcome.wrong) = results.reduce((0, 0)) { ($0.0 + $1.read, $0.1 + $1.rejected.count) }
    let isTaken = results.allSatisfy { result in
      guard let rows = result.rows else { return false }
      return result.problems.isEmpty || (isPartial && rows.count > 0)
    }
    guard isTaken else {
      outcome.isRefused = true
      outcome.keptOut = results.compactMap { keptOut($0, file: file, bytes: converted ?? bytes, rows: rejections($0)) }
      return outcome
    }
    try progress?(.storing(0))
    let originals = originals(of: bytes) + (converted.map { [kept($0)] } ?? [])
    let convertedHash = converted == nil ? nil : originals.last?.hash
    let watch = FigureWatch(
      setup.yardstick, mostPairs: isDryRun ? Self.watchedPairs.dryRun : Self.watchedPairs.real)
    var refused: [Problem] = []
    // Of the forms in the file, the one being stored last.
    var taken = 0
    let returns = results.map { result in
      (result.rows!, importFile(result, file: file, originals: originals, converted: convertedHash))
    }
    do {
      let outcomes = try store.importReturns(
        returns, scope: scope, isDryRun: isDryRun, isPartial: isPartial, watching: watch, began: { taken = $0 },
        progress: progress.map { told in { try told($0 < 1 ? .storing($0) : .adding) } })
      outcome.stored = zip(outcomes, results).map { ($0, $1.read) }
      outcome.problems += outcomes.flatMap(\.conflicts)
    } catch StoreError.refused(let conflicts) {
      outcome.problems += conflicts
      outcome.wrong += Set(conflicts.map { "\($0.file):\($0.line)" }).count
      outcome.isRefused = true
      refused = conflicts
    } catch let error as StoreError {
      throw setup.failure(error)
    }
    for (number, result) in results.enumerated() {
      let stored = outcome.stored.indices.contains(number) ? outcome.stored[number].outcome : nil
      let rows: [StoredRejection]
      if let id = stored?.id ?? stored?.sameAs {
        rows = try setup.asking { try store.rejections(of: id) }
      } else {
        let file = returns[number].1
        let isRefused = stored == nil && number == taken
        rows = rejections(result, file, conflicts: stored?.conflicts ?? (isRefused ? refused : []))
      }
      if let kept = keptOut(result, file: file, bytes: converted ?? bytes, rows: rows) { outcome.keptOut.append(kept) }
    }
    return outcome
  }

  /// The files to be kept: what was sent, and the map it was read by.
  private func originals(of bytes: [UInt8]) -> [KeptFile] {
    [kept(bytes)] + (map.map { [$0.kept] } ?? [])
  }

  private func kept(_ bytes: [UInt8]) -> KeptFile {
    let packed = PackedFile(isDryRun ? [] : bytes)
    return KeptFile(hash: FileHash.hexadecimal(bytes), size: packed.size, packed: packed.packed)
  }

  private func rejections(
    _ result: IntakeResult, _ file: ImportFile? = nil, conflicts: [Problem] = []
  ) -> [StoredRejection] {
    result.rejected.map { row in
      StoredRejection(
        place: row.place, raw: row.raw, zh: row.problems.map(\.zh).joined(separator: "; "),
        en: row.problems.map(\.en).joined(separator: "; "))
    }
      + conflicts.map { StoredRejection(place: file?.place(of: $0) ?? 0, raw: "", zh: $0.zh, en: $0.en) }
  }

  private func keptOut(_ result: IntakeResult, file: String, bytes: [UInt8], rows: [StoredRejection]) -> KeptOut? {
    guard let form = result.form, !rows.isEmpty else { return nil }
    return KeptOut(
      file: (file as NSString).lastPathComponent, form: form, sheets: result.sheets, month: month, map: map?.map,
      bytes: bytes, rows: rows)
  }

  private var now: String { "\(setup.today) \(Clock.time())" }

  private func importFile(_ result: IntakeResult, file: String, originals: [KeptFile], converted: String?)
    -> ImportFile
  {
    ImportFile(
      name: (file as NSString).lastPathComponent, hash: originals[0].hash, at: now, who: Self.who, read: result.read,
      rejected: rejections(result).map { ($0.place, $0.raw, $0.zh, $0.en) },
      absentColumns: result.absentColumns, sheets: result.sheets, map: map?.kept.hash, converted: converted,
      month: month,
      originals: originals)
  }

  /// The name under which the ledger notes who acted.
  static var who: String {
    let environment = ProcessInfo.processInfo.environment
    for name in ["USER", "LOGNAME"] {
      if let user = environment[name], !user.isEmpty { return user }
    }
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "" }
    return String(cString: name)
  }
}
