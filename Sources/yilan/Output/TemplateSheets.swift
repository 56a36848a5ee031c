import Documents
import Drawing
import Intake
import PostalModel
import WorkbookWriting

/// 空表: a form as a workbook, to be filled in by whoever has no program but a spreadsheet.
enum TemplateSheets {
  /// The form with one example row, and the sheet that explains it.
  static func of(_ form: Form) -> [WorkbookSheet] { [self.form(form), explanation(of: form)] }

  private static func form(_ form: Form) -> WorkbookSheet {
    let columns = Intake.columns(of: form)
    return WorkbookSheet(
      name: form.zh,
      columns: columns.map(\.sheetColumn), rows: [columns.map { $0.cell($0.example) }])
  }

  private static func explanation(of form: Form) -> WorkbookSheet {
    WorkbookSheet(
      name: "说明",
      titles: [
        "\(Intake.explanationMark):\(form.zh) \(form.rawValue)",
        "第 2 行是示例,请改成自己的数据;每行一条,空格是未报,不是 0。The row below the headings is an example: write over it. "
          + "An empty cell was not sent; it is not 0.",
        "填好后仍存为 .xlsx,发给布置本表的单位;对方用 yilan import 文件.xlsx 导入,有误的行会退回并写明原因。Save it as .xlsx and send it "
          + "to the office that asked for it, which takes it in by yilan import FILE.xlsx.",
        "收件单位、邮箱、截止日期(由布置单位填写)Office, address and deadline (to be filled in by that office):",
      ],
      columns: [
        .init("本表的列 Column", width: 20), .init("English", width: 20), .init("填不填 Needed", width: 34),
        .init("填什么 Meaning", width: 50), .init("怎样填 How", width: 44),
      ],
      rows: Intake.columns(of: form).map { column in
        func both(_ zh: String, _ en: String) -> WorkbookSheet.Cell { .text(zh == en ? zh : "\(zh)\n\(en)") }
        return [
          .text(column.zh), .text(column.key), both(column.needNote(.zh), column.needNote(.en)),
          both(column.about.zh, column.about.en), both(column.contentNote(.zh), column.contentNote(.en)),
        ]
      }, hasFilter: false, isWrapped: true)
  }
}

extension Column {
  /// The column with its note, its words and its format.
  var sheetColumn: WorkbookSheet.Column {
    WorkbookSheet.Column(
      zh, width: max(DisplayWidth.columns(of: zh), DisplayWidth.columns(of: example)) + 5,
      note: "\(zh):\(note(.zh))\n\(key): \(note(.en))", content: sheetContent, words: words,
      isRequired: need == .required || need == .month)
  }

  private var words: [String] {
    if case .words(let words) = content { return words }
    return []
  }

  /// What its cells are formatted as, so that a spreadsheet makes no days and no powers of ten of what is typed.
  var sheetContent: WorkbookSheet.Content {
    switch content {
    case .code, .month, .text, .words: .text
    case .day: .day
    case .count: .whole
    case .number: .general
    }
  }

  /// A cell of the column with this text: a number or a day where it is plainly one.
  func cell(_ text: String) -> WorkbookSheet.Cell {
    switch outputCell(text) {
    case .empty: .empty
    case .text(let text), .told(let text, _, _): sheetContent == .text ? .code(text) : .text(text)
    case .code(let text): .code(text)
    case .number(let text): .number(Double(text) ?? 0, decimals: nil)
    case .day(let day): .day(day)
    }
  }

  func outputCell(_ text: String) -> OutputTable.Cell {
    if text.isEmpty { return .empty }
    switch content {
    case .code, .month: return .code(text)
    case .text, .words: return .text(text)
    case .day: return Day(text).flatMap { $0.description == text ? .day($0) : nil } ?? .text(text)
    case .count, .number:
      // Only what comes out again as it was written.
      let isPlain = text.utf8.count <= 15 && Double(text).map { $0 >= 0 } ?? false && !text.hasPrefix("+")
      let isCanonical = isPlain && text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
      return isCanonical && (text == "0" || !text.hasPrefix("0") || text.hasPrefix("0.")) ? .number(text) : .text(text)
    }
  }
}
