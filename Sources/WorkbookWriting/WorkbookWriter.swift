internal import CXLSXWriter
import Foundation
import PostalModel

/// 写工作簿: makes XLSX files with libxlsxwriter, which is opened when the first is written.
public enum WorkbookWriter {
  /// The most rows of a sheet.
  static let mostRows = 1_048_576
  /// The most UTF-16 units of a cell.
  private static let mostUnits = 32_767

  /// A workbook with these sheets, the first of which it opens with.
  ///
  /// - Parameter made: the day that it says it was made on, with which the same sheets give the same bytes; now, without.
  public static func bytes(_ sheets: [WorkbookSheet], made: Day? = nil) throws(WorkbookWritingFault) -> Data {
    guard let library else { throw .absent(package: String(cString: yilan_xlsxwriter_package())) }
    for sheet in sheets where sheet.titles.count + 2 + sheet.rows.count + sheet.notes.count > mostRows {
      throw .tooLong(sheet.name, rows: sheet.rows.count)
    }
    guard let folder = TemporaryFolder() else { throw .failed }
    defer { folder.remove() }
    let path = folder.path + "/workbook.xlsx"
    guard let book = library.workbook_new(path) else { throw .failed }
    if let made {
      var properties = lxw_doc_properties()
      properties.created = (made.ordinal - Day(1970, 1, 1)!.ordinal) * 86_400
      guard library.workbook_set_properties(book, &properties) == LXW_NO_ERROR else { throw .failed }
    }
    let formats = Formats(library, book)
    var fault: WorkbookWritingFault?
    do throws(WorkbookWritingFault) {
      for sheet in sheets {
        guard let page = library.workbook_add_worksheet(book, sheet.name) else { throw .failed }
        try SheetWriter(library: library, page: page, formats: formats).write(sheet)
      }
    } catch { fault = error }
    // It frees the workbook, whatever became of it.
    let status = library.workbook_close(book)
    if let fault { throw fault }
    guard status == LXW_NO_ERROR, let data = FileManager.default.contents(atPath: path) else { throw .failed }
    return data
  }

  private static let library: yilan_xlsxwriter? = open([
    String(cString: yilan_xlsxwriter_soname()), "libxlsxwriter.so", "libxlsxwriter.dylib",
  ])

  /// The first library of these names that fits.
  static func open(_ names: [String]) -> yilan_xlsxwriter? {
    var table = yilan_xlsxwriter()
    return names.contains { yilan_xlsxwriter_open($0, &table) } ? table : nil
  }

  /// A text as a cell can hold it, what cannot be seen of it spelt out.
  static func fitting(_ text: String) -> String {
    let text = text.spellingUnseen(keeping: "\t\n".unicodeScalars)
    guard text.utf16.count > mostUnits else { return text }
    var units = 0
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix { scalar in
          units += UTF16.width(scalar)
          return units < mostUnits
        })) + "…"
  }
}

typealias PageFormat = UnsafeMutablePointer<lxw_format>

/// The formats of a workbook, each made once.
final class Formats {
  private let library: yilan_xlsxwriter
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var known: [String: PageFormat] = [:]

  init(_ library: yilan_xlsxwriter, _ book: UnsafeMutablePointer<lxw_workbook>) {
    self.library = library
    self.book = book
  }

  var title: PageFormat? {
    made("title") { format in
      library.format_set_bold(format)
      library.format_set_font_size(format, 12)
    }
  }

  /// - Parameter isRequired: of a column that must be filled.
  func heading(isRequired: Bool) -> PageFormat? {
    made("heading \(isRequired)") { format in
      library.format_set_bold(format)
      library.format_set_bg_color(format, isRequired ? 0xBDD7EE : 0xE7EDF3)
      library.format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      library.format_set_border_color(format, 0xA6A6A6)
      library.format_set_num_format(format, "@")
      library.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    }
  }

  /// - Parameter code: of numbers, such as `0.00`; nil for none.
  func cell(_ code: String?, isWrapped: Bool) -> PageFormat? {
    if code == nil, !isWrapped { return nil }
    return made("cell \(code ?? "") \(isWrapped)") { format in
      if let code { library.format_set_num_format(format, code) }
      if isWrapped {
        library.format_set_text_wrap(format)
        library.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      }
    }
  }

  private func made(_ name: String, _ set: (PageFormat) -> Void) -> PageFormat? {
    if let format = known[name] { return format }
    guard let format = library.workbook_add_format(book) else { return nil }
    set(format)
    known[name] = format
    return format
  }
}
