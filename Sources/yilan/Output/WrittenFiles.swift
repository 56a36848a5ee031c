import Dashboard
import Documents
import Foundation
import PostalModel
import PostalStore

/// Writes what the dashboard was asked for into the office's folder, and tells where it is.
struct WrittenFiles {
  let setup: Setup
  let store: PostalStore
  let today: Day

  /// The bulletin as a page and as a workbook; a workbook that cannot be written leaves the page.
  func bulletin(_ request: BoardRequest, _ language: Language) throws -> Event {
    guard let area = request.area else { return .failed(zh: "通报须有地区", en: "a bulletin needs an area") }
    let making = BulletinMaking(setup, store, language: language, today: today)
    let period = try making.period(request.period)
    let document = try making.document(of: area, period: period, plan: request.plan)
    let name = try setup.asking { try store.area(area) }?.name ?? area.short
    let stem = OfficeFolder.freeStem(
      language == .zh ? "通报-\(name)-\(period)" : "bulletin-\(name)-\(period)", endings: ["html", "xlsx"],
      in: OfficeFolder.path())
    try setup.write(Data(document.html.utf8), to: stem + ".html")
    do { try setup.write(try setup.workbook(document.sheets), to: stem + ".xlsx") } catch let failure as Failure {
      let why = failure.lines.joined(separator: "; ")
      return .done(zh: "通报已写入 \(stem).html;\(why)", en: "the bulletin is in \(stem).html; \(why)")
    }
    return .done(zh: "通报已写入 \(stem).html 和 .xlsx", en: "the bulletin is in \(stem).html and .xlsx")
  }

  func table(_ table: OutputTable, _ kind: FileKind) throws -> Event {
    let stem = OfficeFolder.freeStem(table.name, endings: [kind.rawValue], in: OfficeFolder.path())
    let path = "\(stem).\(kind.rawValue)"
    let data: Data =
      switch kind {
      case .xlsx: try setup.workbook([table.namedSheet])
      case .csv: table.csv(.utf8)
      case .json: Data(table.json.utf8)
      case .md: Data(table.markdown.utf8)
      }
    try setup.write(data, to: path)
    return .done(zh: "\(table.rows.count) 行已写入 \(path)", en: "\(table.rows.count) rows are in \(path)")
  }
}
