import ArgumentParser
import Documents
import Foundation
import PostalModel
import WorkbookWriting

/// Where a command's table goes, and in which format.
struct OutputOptions: ParsableArguments {
  @Option(
    help: "csv, xlsx, json, md, html, text or table, as far as the command has it; by default the file's ending. 格式。")
  var format: String?
  @Option(name: [.short, .long], help: "The file to write; by default standard output. 写到文件。")
  var output: String?
  @Option(help: "Of CSV: utf-8 (with a byte-order mark) or gb18030. 编码。")
  var encoding: String = "utf-8"

  enum Format: String { case csv, json, xlsx, md, html, text, table }

  /// - Parameter formats: those the command has.
  /// - Throws: an error of usage where another is named.
  func check(_ formats: [Format]) throws {
    if let format, !formats.contains(where: { $0.rawValue == format }) {
      throw ValidationError("--format \(format): " + formats.map(\.rawValue).joined(separator: " | "))
    }
    if format == nil, let output {
      let ending = (output as NSString).pathExtension.lowercased()
      let known = formats.map { $0 == .text ? "txt" : $0.rawValue }
      guard ending.isEmpty || known.contains(ending) else {
        throw ValidationError("--output \(output): " + known.map { "." + $0 }.joined(separator: " | "))
      }
    }
    guard CSVText.Encoding(rawValue: encoding) != nil else {
      throw ValidationError("--encoding \(encoding): utf-8 | gb18030")
    }
  }

  /// The format named, else that of the file's ending, else the command's first.
  func chosen(_ formats: [Format]) -> Format {
    let named = format ?? output.map { ($0 as NSString).pathExtension.lowercased() } ?? ""
    return formats.first { $0.rawValue == named || ($0 == .text && named == "txt") } ?? formats[0]
  }

  /// Writes a table as CSV, Markdown or XLSX.
  func write(_ table: OutputTable, _ format: Format, setup: Setup) throws {
    switch format {
    case .xlsx: try write(workbook: [table.sheet], setup: setup)
    case .md: try write(Data(table.markdown.utf8), setup: setup)
    default: try write(table.csv(CSVText.Encoding(rawValue: encoding)!), setup: setup)
    }
  }

  func write(workbook sheets: [WorkbookSheet], setup: Setup) throws {
    if output == nil, isatty(STDOUT_FILENO) == 1 {
      throw Failure.usage(
        setup.say(
          "XLSX 不是文字,不能写到终端;请加 -o 文件.xlsx", "XLSX is no text and cannot go to a terminal; add -o FILE.xlsx"))
    }
    try write(try setup.workbook(sheets), setup: setup)
  }

  /// Writes plain text, what steers a terminal or cannot be seen spelt out.
  func write(_ text: String, setup: Setup) throws {
    try write(Data(text.spellingUnseen(keeping: "\t\n".unicodeScalars).utf8), setup: setup)
  }

  func write(_ data: Data, setup: Setup) throws {
    guard let output else { return yilan.write([UInt8](data)) }
    try setup.write(data, to: output)
  }
}

extension Setup {
  func workbook(_ sheets: [WorkbookSheet]) throws -> Data {
    do throws(WorkbookWritingFault) { return try WorkbookWriter.bytes(sheets, made: isPinned ? today : nil) } catch {
      throw Failure.refused([say(error.zh, error.en)])
    }
  }

  /// Writes a file whole or not at all.
  ///
  /// - Parameter isPrivate: only this user may read it.
  func write(_ data: Data, to path: String, isPrivate: Bool = false) throws {
    if isPrivate, PrivateFile.write([UInt8](data), to: path) { return }
    if !isPrivate, (try? data.write(to: URL(fileURLWithPath: path), options: .atomic)) != nil { return }
    throw Failure.refused([
      "\(path): " + say("写不了这个文件;请检查文件夹、权限和空间", "cannot be written; check its folder, permissions and room")
    ])
  }
}
