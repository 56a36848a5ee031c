import Foundation
import Intake
import PostalModel
import PostalStore
import WorkbookWriting

/// 退回: makes of rows kept out the form they are of, ready to be corrected and sent again.
enum RejectedRows {
  /// One table a form; registers of outlets with other columns have tables of their own, since an absent column leaves
  /// what is known and an empty cell clears it.
  static func tables(_ all: [KeptOut], store: PostalStore, setup: Setup) throws -> [RejectedTable] {
    let hasSeveralFiles = Set(all.map(\.file)).count > 1
    var tables: [RejectedTable] = []
    for kept in all {
      let part = try setup.asking {
        try store.withAreas { areas in
          table(kept, areas: areas, setup: setup, filePrefix: hasSeveralFiles ? kept.file + ":" : "")
        }
      }
      if part.rows.isEmpty { continue }
      let keys = part.columns.map(\.key)
      if let same = tables.firstIndex(where: { $0.form == part.form && $0.columns.map(\.key) == keys }) {
        tables[same].rows += part.rows
      } else {
        tables.append(part)
      }
    }
    return tables
  }

  private static func table(
    _ kept: KeptOut, areas: any AreaDirectory, setup: Setup, filePrefix: String
  ) -> RejectedTable {
    let context = IntakeContext(today: setup.today, defaultMonth: kept.month, directory: areas, map: kept.map)
    let rejections = merged(kept.rows)
    let found =
      kept.bytes.map {
        Intake.originalRows(
          $0, file: kept.file, form: kept.form, sheets: kept.sheets, places: rejections.map(\.place), context: context)
      } ?? [:]
    var table = RejectedTable(form: kept.form, columns: [], language: setup.language)
    let all = Intake.columns(of: kept.form)
    let present = Set(found.values.flatMap { $0.cells.compactMap(\.column) })
    let chosen = all.indices.filter { place in
      kept.form != .outlets || found.isEmpty || present.contains(all[place].zh)
    }
    table.columns = chosen.map { all[$0] }
    for rejection in rejections {
      let original = found[rejection.place]
      // What is wrong with the file as a whole is of no row.
      if SheetLine.row(of: rejection.place) == 0 { continue }
      var cells =
        original.map { Intake.formCells(of: $0, form: kept.form, context: context) }
        ?? Intake.formCells(ofRaw: rejection.raw, form: kept.form)
      cells += Array(repeating: "", count: max(0, all.count - cells.count))
      table.rows.append(
        chosen.map { cells[$0] } + [
          filePrefix + place(rejection.place, original, kept), reason(rejection, original, setup),
        ])
    }
    return table
  }

  /// In the order of the file; several conflicts of one row are one row with several reasons.
  private static func merged(_ rows: [StoredRejection]) -> [StoredRejection] {
    var merged: [StoredRejection] = []
    var places: [Int: Int] = [:]
    for row in rows {
      if let at = places[row.place] {
        merged[at].zh += "; " + row.zh
        merged[at].en += "; " + row.en
        continue
      }
      places[row.place] = merged.count
      merged.append(row)
    }
    return merged.sorted { left, right in
      func order(_ place: Int) -> (Int, Int, Int) {
        (SheetLine.sheet(of: place), SheetLine.row(of: place), SheetLine.column(of: place))
      }
      return order(left.place) < order(right.place)
    }
  }

  /// `12`, `表一:12`, or of a table with one column a period `12:2024年`.
  private static func place(_ place: Int, _ original: OriginalRow?, _ kept: KeptOut) -> String {
    let line = original?.line ?? SheetLine.row(of: place)
    let sheet = SheetLine.sheet(of: place)
    let prefix = kept.sheets.count > 1 && sheet < kept.sheets.count ? kept.sheets[sheet] + ":" : ""
    let heading = original.flatMap { row in row.value.map { ":" + row.cells[$0].heading } } ?? ""
    return "\(prefix)\(line)\(heading)"
  }

  /// Cells that stand under no heading go with the reason, since no column holds them.
  private static func reason(_ rejection: StoredRejection, _ original: OriginalRow?, _ setup: Setup) -> String {
    let reason = setup.say(rejection.zh, rejection.en)
    let extra = original?.cells.filter { $0.heading.isEmpty && !$0.text.isEmpty }.map(\.text) ?? []
    guard !extra.isEmpty else { return reason }
    return reason + setup.say(";没有表头的格:", "; cells without a heading: ") + extra.joined(separator: " | ")
  }

  /// Writes tables for this user alone, since rows as they came may name persons: to a workbook, or to CSV files of which all but the first bear their form in their names.
  ///
  /// - Returns: the files with their numbers of rows.
  static func write(_ tables: [RejectedTable], to path: String, setup: Setup) throws -> [(path: String, rows: Int)] {
    if (path as NSString).pathExtension.lowercased() == "xlsx" {
      try setup.write(try setup.workbook(sheets(tables)), to: path, isPrivate: true)
      return [(path, tables.reduce(0) { $0 + $1.rows.count })]
    }
    let stem = (path as NSString).deletingPathExtension
    return try names(tables).enumerated().map { number, name in
      let file = number == 0 ? path : "\(stem)-\(name).csv"
      try setup.write(tables[number].table().csv(.utf8), to: file, isPrivate: true)
      return (file, tables[number].rows.count)
    }
  }

  /// - Parameter titles: rows above the headings of each.
  static func sheets(_ tables: [RejectedTable], titles: [String] = []) -> [WorkbookSheet] {
    zip(tables, names(tables)).map { $0.sheet(named: $1, titles: titles) }
  }

  /// The names of their forms, numbered where there are several of one.
  private static func names(_ tables: [RejectedTable]) -> [String] {
    var seen: [Form: Int] = [:]
    return tables.map { table in
      let count = seen[table.form, default: 0] + 1
      seen[table.form] = count
      return count == 1 ? table.form.zh : "\(table.form.zh)\(count)"
    }
  }
}
