/// 工作簿: an XLSX file, its sheets in their order.
struct Workbook {
  struct Sheet {
    var name: String
    var part: String
    var isHidden: Bool
  }

  let sheets: [Sheet]
  /// Days are counted from 1904 and not from 1900.
  let is1904: Bool
  private let archive: ZipArchive
  private let strings: SharedStrings
  private let formats: [NumberFormat]

  /// True for what opens like a ZIP file.
  static func isZip(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  init(_ bytes: [UInt8]) throws(WorkbookFault) {
    let archive = try ZipArchive(bytes)
    var main = "xl/workbook.xml"
    if archive.has("_rels/.rels") {
      let top = Relations(folder: "")
      try archive.read("_rels/.rels", into: top)
      if let target = top.target(ofType: "officeDocument") { main = target }
    }
    guard archive.has(main), main.lowercased().hasSuffix(".xml") else { throw Self.noWorkbook(archive) }
    let folder = main.split(separator: "/").dropLast().joined(separator: "/")
    let file = main.split(separator: "/").last ?? ""
    let relations = Relations(folder: folder)
    let relationsPart = (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels"
    if archive.has(relationsPart) { try archive.read(relationsPart, into: relations) }
    let list = SheetList()
    try archive.read(main, into: list)
    sheets = list.sheets.compactMap { sheet in
      guard let relation = relations.all[sheet.relation], relation.type.hasSuffix("/worksheet") else { return nil }
      return Sheet(name: sheet.name, part: relation.target, isHidden: sheet.isHidden)
    }
    guard !sheets.isEmpty else { throw Self.noWorkbook(archive) }
    is1904 = list.is1904
    strings = SharedStrings()
    if let part = relations.target(ofType: "sharedStrings"), archive.has(part) { try archive.read(part, into: strings) }
    let styles = Styles()
    if let part = relations.target(ofType: "styles"), archive.has(part) { try archive.read(part, into: styles) }
    formats = styles.formats
    self.archive = archive
  }

  func text(of sheet: Sheet) throws(WorkbookFault) -> SheetText {
    let sink = SheetSink(strings: strings, formats: formats, is1904: is1904)
    try archive.read(sheet.part, into: sink)
    return sink.sheet
  }

  private static func noWorkbook(_ archive: ZipArchive) -> WorkbookFault {
    if archive.has("xl/workbook.bin") {
      return WorkbookFault(
        zh: "这是二进制工作簿(.xlsb);请在 Excel 中另存为「Excel 工作簿(*.xlsx)」",
        en: "this is a binary workbook (.xlsb); save it in Excel as an Excel workbook (.xlsx)")
    }
    if archive.has("content.xml"), archive.has("mimetype") {
      return WorkbookFault(
        zh: "这是 OpenDocument 表格(.ods);请另存为「Excel 工作簿(*.xlsx)」,或在装有 LibreOffice 的机器上加 --convert 导入",
        en:
          "this is an OpenDocument table (.ods); save it as an Excel workbook (.xlsx), or import it with --convert where "
          + "LibreOffice is installed")
    }
    return WorkbookFault(
      zh: "这个压缩文件里没有 Excel 工作表;请在 Excel 或 WPS 中另存为「Excel 工作簿(*.xlsx)」或 CSV",
      en: "this zipped file holds no Excel sheets; save the table as .xlsx or CSV")
  }
}

/// What a part names as its own: `_rels/*.rels`.
private final class Relations: XMLSink {
  private(set) var all: [String: (type: String, target: String)] = [:]
  private var order: [String] = []
  private let folder: String

  init(folder: String) { self.folder = folder }

  func target(ofType type: String) -> String? {
    order.lazy.compactMap { self.all[$0] }.first { $0.type.hasSuffix("/" + type) }?.target
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
      let target = attributes["Target"], attributes["TargetMode"] != "External", all.count < 10_000
    else { return }
    all[id] = (type, resolved(target))
    order.append(id)
  }

  private func resolved(_ target: String) -> String {
    var path = target.hasPrefix("/") || folder.isEmpty ? [] : folder.split(separator: "/").map(String.init)
    for step in target.split(separator: "/") {
      if step == ".." {
        _ = path.popLast()
      } else if step != "." {
        path.append(String(step))
      }
    }
    return path.joined(separator: "/")
  }
}

/// The list of sheets: `xl/workbook.xml`.
private final class SheetList: XMLSink {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var is1904 = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "workbookPr" {
      is1904 = attributes.flag("date1904")
    } else if name == "sheet", let title = attributes["name"], let id = attributes["id"], sheets.count < 1000 {
      sheets.append((title, id, ["hidden", "veryHidden"].contains(attributes["state"] ?? "")))
    }
  }
}

/// The number formats of cells: `xl/styles.xml`.
private final class Styles: XMLSink {
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isInCells = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "numFmt", let id = attributes.number("numFmtId"), let code = attributes["formatCode"] {
      if code.utf8.count <= 1000, codes.count < 10_000 { codes[id] = NumberFormat(code: code) }
    } else if name == "cellXfs" {
      isInCells = true
    } else if name == "xf", isInCells, formats.count < 100_000 {
      let id = attributes.number("numFmtId") ?? 0
      formats.append(codes[id] ?? .builtIn(id))
    }
  }

  override func end(_ name: XMLName) { if name == "cellXfs" { isInCells = false } }
}
