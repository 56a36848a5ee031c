import Intake
import PostalModel

/// The name that the files of the fuzzer go by.
let fileName = "报表.csv"

/// What holds of the results of every file, whatever it holds.
func check(_ results: [IntakeResult], form: Form?) {
  precondition(!results.isEmpty, "no result")
  let forms = results.map(\.form)
  precondition(results.count == 1 || Set(forms).count == forms.count && !forms.contains(nil), "two results of one form")
  for result in results {
    precondition(form == nil || result.form == form, "another form than asked for")
    precondition(result.read == (result.rows?.count ?? 0) + result.rejected.count, "kept and rejected are not read")
    precondition(result.rows != nil || !result.problems.isEmpty, "refused without a reason")
    precondition(result.rows == nil || result.rows?.form == result.form, "rows of another form")
    precondition(result.problems.count <= Intake.mostProblems + 2, "too many problems")
    let reasons = result.rejected.reduce(0) { $0 + $1.problems.count }
    let listed = result.problems.count { $0.line > 0 }
    precondition(reasons == 0 || listed >= min(reasons, Intake.mostProblems), "problems of rows are not listed")
    for row in result.rejected {
      precondition(row.line > 0 && !row.problems.isEmpty, "a row is rejected without place or reason")
      for problem in row.problems { precondition(problem.line >= row.line, "a problem lies before its row") }
    }
    let places = result.rejected.map(\.place) + (result.rows?.lines ?? [])
    precondition(Set(places).count == places.count, "two rows at one place")
    for problem in result.problems + result.rejected.flatMap(\.problems) {
      precondition(
        problem.file.hasPrefix(fileName) && problem.line >= 0 && problem.column >= 0, "a problem has no place")
      checkShown(problem.file, problem.zh, problem.en)
    }
    for note in result.notes {
      precondition(note.line >= 0, "a note has no place")
      checkShown(note.zh, note.en, note.place(in: fileName))
    }
    if let rows = result.rows { checkKeptRows(rows) }
  }
}

/// A file that is kept comes back as it was.
func checkKept(_ bytes: [UInt8]) {
  let kept = PackedFile(bytes)
  precondition(kept.bytes == bytes, "a kept file changed")
  // Damage is found or harmless, and ends nothing.
  _ = PackedFile(size: min(bytes.count * 2, 1 << 16), packed: bytes).bytes
}

/// A terminal shows these: nothing in them may steer it.
private func checkShown(_ texts: String...) {
  for text in texts {
    precondition(!text.isEmpty, "an empty text")
    precondition(!text.unicodeScalars.contains(where: isSteering), "a message holds a control character")
  }
}

private func isSteering(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
}

/// What screens add up and show of the rows that are kept.
private func checkKeptRows(_ rows: ReturnRows) {
  func plain(_ texts: String...) {
    precondition(
      !texts.contains { $0.unicodeScalars.contains(where: isSteering) }, "a kept text holds a control character")
  }
  func counts(_ parts: [(Int?, of: Int?)]) {
    for (part, whole) in parts {
      precondition((part ?? 0) >= 0 && (whole ?? 0) >= 0, "a count below zero")
      if let part, let whole { precondition(part <= whole, "a part above its whole") }
    }
  }
  func past(_ month: Month) { precondition(month <= Month(today), "a month to come") }
  switch rows {
  case .areas(let rows):
    for row in rows.map(\.value) {
      plain(row.name)
      precondition(!row.name.isEmpty && row.parent != row.code, "an area without name, or its own parent")
      counts([(row.urbanResidents, of: row.residents)])
    }
  case .outlets(let rows):
    for row in rows.map(\.value) { plain(row.id, row.name, row.brand, row.filingNumber) }
    precondition(Set(rows.map(\.value.id)).count == rows.count, "an outlet twice")
  case .villages(let rows):
    for row in rows.map(\.value) {
      past(row.month)
      plain(row.verifiedBy)
      counts([(row.brands, of: nil), (row.weeklyTrips, of: nil)])
    }
  case .packaging(let rows):
    for row in rows.map(\.value) {
      past(row.month)
      plain(row.brand)
      counts([
        (row.slimTaped, of: row.taped), (row.noRepack, of: row.ecommerce), (row.reusableBags, of: row.bags),
        (row.standardMaterials, of: row.materials), (row.eWaybills, of: row.waybills),
      ])
    }
  case .safety(let rows):
    for row in rows.map(\.value) {
      past(row.month)
      plain(row.outlet)
      counts([
        (row.openedOK, of: row.inspected), (row.realNameDone, of: row.realNameDue), (row.xrayDone, of: row.xrayDue),
        (row.findings, of: nil),
      ])
    }
  case .figures(let rows):
    for row in rows.map(\.value) { past(row.month) }
  case .tasks(let rows):
    for row in rows.map(\.value) {
      plain(row.note)
      precondition(knownTasks.contains { $0.plan == row.plan && $0.id == row.task }, "a task that no plan has")
    }
  }
}

extension ReturnRows {
  /// By row: its place in the file.
  fileprivate var lines: [Int] {
    switch self {
    case .areas(let rows): rows.map(\.line)
    case .outlets(let rows): rows.map(\.line)
    case .villages(let rows): rows.map(\.line)
    case .packaging(let rows): rows.map(\.line)
    case .safety(let rows): rows.map(\.line)
    case .figures(let rows): rows.map(\.line)
    case .tasks(let rows): rows.map(\.line)
    }
  }
}
