import Demonstration

/// What a generated folder holds, in the order the files are to be imported.
struct Manifest {
  static let name = "manifest.csv"

  struct Entry {
    var kind: ReturnKind
    var name: String
    var rows = 0
    /// Counts: persons, parcels, brands, trips and the like; no dates, words or codes.
    var figures = 0
    var bytes = 0
  }

  var files: [Entry]

  var rows: Int { files.reduce(0) { $0 + $1.rows } }
  var figures: Int { files.reduce(0) { $0 + $1.figures } }
  var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

  init(_ files: [Entry]) {
    self.files = files.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
  }

  func takeBytes() -> [UInt8] {
    var csv = CSVText(headings: ["file", "form", "rows", "figures", "bytes"], reserving: files.count)
    for file in files {
      csv.add(file.name)
      csv.add(file.kind.form.rawValue)
      csv.add(file.rows)
      csv.add(file.figures)
      csv.add(file.bytes)
      csv.endRow()
    }
    return csv.takeBytes()
  }
}
