import CWorkbookWriter
import Foundation

/// A cell of a workbook that a test writes.
public enum WrittenCell: Sendable {
  case text(String)
  case number(Double, format: String? = nil)
  case flag(Bool)
  /// A formula with the value that is saved for it.
  case formula(Double)
  case textFormula(String)
  case blank
}

/// A sheet of a workbook that a test writes.
public struct WrittenSheet: Sendable {
  public var name: String
  public var rows: [[WrittenCell]]
  /// The place of the first cell, from 0.
  public var origin: (row: Int, column: Int)
  public var title: String?
  public var isHidden: Bool

  public init(
    name: String, rows: [[WrittenCell]], origin: (row: Int, column: Int) = (0, 0), title: String? = nil,
    isHidden: Bool = false
  ) {
    self.name = name
    self.rows = rows
    self.origin = origin
    self.title = title
    self.isHidden = isHidden
  }
}

/// Writes a workbook with libxlsxwriter.
///
/// - Parameter inline: texts stand in their cells and not in a table of their own.
public func workbook(_ sheets: [WrittenSheet], inline: Bool = false) -> [UInt8] {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-\(UUID().uuidString).xlsx").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  var options = lxw_workbook_options()
  options.constant_memory = inline ? 1 : 0
  let book = workbook_new_opt(path, &options)
  for sheet in sheets {
    let page = workbook_add_worksheet(book, sheet.name)
    if let title = sheet.title { worksheet_merge_range(page, 0, 0, 0, 5, title, nil) }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        let (y, x) = (UInt32(row + sheet.origin.row), UInt16(column + sheet.origin.column))
        switch cell {
        case .text(let text): worksheet_write_string(page, y, x, text, nil)
        case .number(let number, let code):
          var format: UnsafeMutablePointer<lxw_format>?
          if let code {
            format = workbook_add_format(book)
            format_set_num_format(format, code)
          }
          worksheet_write_number(page, y, x, number, format)
        case .flag(let flag): worksheet_write_boolean(page, y, x, flag ? 1 : 0, nil)
        case .formula(let number): worksheet_write_formula_num(page, y, x, "=1+1", nil, number)
        case .textFormula(let text): worksheet_write_formula_str(page, y, x, "=A1", nil, text)
        case .blank: break
        }
      }
    }
    if sheet.isHidden { worksheet_hide(page) }
  }
  guard workbook_close(book) == LXW_NO_ERROR, let data = FileManager.default.contents(atPath: path) else { return [] }
  return [UInt8](data)
}

public func workbook(_ rows: [[WrittenCell]], inline: Bool = false) -> [UInt8] {
  workbook([WrittenSheet(name: "Sheet1", rows: rows)], inline: inline)
}
