import PostalModel

/// What came of reading one file.
public struct IntakeResult: Sendable {
  /// nil where the form was neither given nor told by the headings.
  public var form: Form?
  /// The good rows, in the order of the file. nil where the file as a whole cannot be read: nothing of it may then be
  /// stored, not even in part.
  public var rows: ReturnRows?
  /// All that is wrong, in the order of the file, at most `Intake.mostProblems` and then one that counts the others.
  public var problems: [Problem]
  /// Rows of data seen: those kept and those rejected. Blank rows, totals and remarks are not counted.
  public var read: Int
  /// The rows with problems, in the order of the file; each has all of its problems.
  public var rejected: [RejectedRow]
  /// Worth knowing, but no reason to refuse: columns not used, rows passed over, codes replaced.
  public var notes: [IntakeNote]
  /// English names of the form's columns that the file does not have: of a register they say nothing, and what is
  /// known stays.
  public var absentColumns: [String]
  /// The sheets of a workbook that rows were read from, in their order; empty for a text.
  public var sheets: [String]
  /// How a text was written; nil for a workbook, and where the bytes are no text that can be read.
  public var encoding: TextEncoding?

  init(form: Form?) {
    self.form = form
    problems = []
    read = 0
    rejected = []
    notes = []
    absentColumns = []
    sheets = []
  }
}

/// A row that is not taken.
public struct RejectedRow: Sendable, Equatable {
  /// The line the row starts at, from 1; of a workbook the sheet's row.
  public var line: Int
  /// Where the file has several sheets, line and sheet as one number, as good rows have it; else the line.
  public var place: Int
  /// The row as it stands in the file, without its line end; of a workbook its cells, parted by commas. It may hold control characters: show it only through
  /// something that makes them harmless.
  public var raw: String
  public var problems: [Problem]

  public init(line: Int, place: Int? = nil, raw: String, problems: [Problem]) {
    self.line = line
    self.place = place ?? line
    self.raw = raw
    self.problems = problems
  }
}

/// Something worth knowing of a file that was read.
public struct IntakeNote: Sendable, Equatable, CustomStringConvertible {
  /// From 1; 0 where the whole file or sheet is meant.
  public var line: Int
  public var zh: String
  public var en: String
  /// The sheet of a workbook that is meant.
  public var sheet: String?

  /// `file:sheet:line`, or without the sheet.
  public func place(in file: String) -> String { "\(sheetPath(file, sheet)):\(max(1, line))" }

  public func text(_ language: Language) -> String { language == .zh ? zh : en }
  public var description: String { "\(zh) / \(en)" }
}

/// 编码: how the characters of a file are written.
public enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf8WithMark = "UTF-8 with BOM"
  case gb18030 = "GB18030"
}

/// `file:sheet`, as problems name the place of a row of a workbook.
func sheetPath(_ file: String, _ sheet: String?) -> String { sheet.map { "\(file):\(showable($0))" } ?? file }
