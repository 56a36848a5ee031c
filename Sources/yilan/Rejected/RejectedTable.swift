import Documents
import Drawing
import Intake
import PostalModel
import WorkbookWriting

/// Rows kept out, as the form they are of, with where they came from and why they were kept out.
struct RejectedTable {
  var form: Form
  var columns: [Column]
  /// By row: the cells of the columns, then line and reason.
  var rows: [[String]] = []
  let language: Language

  /// As a table for CSV.
  func table(titles: [String] = []) -> OutputTable {
    OutputTable(
      name: form.zh, titles: titles, headings: columns.map(\.zh) + Intake.rejectionHeadings(language),
      rows: rows.map { row in
        zip(columns, row).map { $0.outputCell($1) } + row.dropFirst(columns.count).map { .text($0) }
      })
  }

  func sheet(named name: String, titles: [String]) -> WorkbookSheet {
    let more = Intake.rejectionHeadings(language)
    let width = rows.prefix(2000).compactMap { $0.last.map { DisplayWidth.columns(of: $0) } }.max() ?? 0
    return WorkbookSheet(
      name: name, titles: titles,
      columns: columns.map(\.sheetColumn) + [
        .init(more[0], width: 14, content: .text), .init(more[1], width: min(100, max(20, width + 2))),
      ],
      rows: rows.map { row in
        zip(columns, row).map { $0.cell($1) } + row.dropFirst(columns.count).map { .text($0) }
      })
  }
}
