import Demonstration
import Foundation
import PostalModel

/// The files of a folder, of which those that the present county belongs in are open.
final class ReturnFiles {
  private struct Key: Hashable {
    var kind: ReturnKind
    var year: Int?
  }

  private let folder: URL
  private let groupDigits: Int
  /// The county's code.
  private var county = ""
  private var open: [Key: ReturnFile] = [:]
  private var done: [Manifest.Entry] = []

  init(folder: URL, groupDigits: Int) {
    self.folder = folder
    self.groupDigits = groupDigits
  }

  /// What is written from now on is of this county.
  func begin(_ county: AreaCode) throws {
    let before = self.county
    self.county = county.description
    for (key, file) in open where group(of: key.kind, in: before) != group(of: key.kind, in: self.county) {
      done.append(try file.close())
      open[key] = nil
    }
  }

  func file(_ kind: ReturnKind, year: Int? = nil) throws -> ReturnFile {
    let key = Key(kind: kind, year: year)
    if let file = open[key] { return file }
    let parts = ["\(kind)", group(of: kind, in: county), year.map(String.init) ?? ""].filter { !$0.isEmpty }
    let file = try ReturnFile(kind, name: parts.joined(separator: "-") + ".csv", folder: folder)
    open[key] = file
    return file
  }

  private func group(of kind: ReturnKind, in county: String) -> String {
    String(county.prefix(kind.digits(groupDigits)))
  }

  /// Closes all files and writes the manifest.
  func finish() throws -> Manifest {
    for file in open.values { done.append(try file.close()) }
    open = [:]
    let manifest = Manifest(done)
    try Data(manifest.takeBytes()).write(to: folder.appendingPathComponent(Manifest.name))
    return manifest
  }
}

/// One file that is being written.
final class ReturnFile {
  private var entry: Manifest.Entry
  private let handle: FileHandle
  /// The row being written.
  var row: CSVText

  fileprivate init(_ kind: ReturnKind, name: String, folder: URL) throws {
    entry = Manifest.Entry(kind: kind, name: name)
    let place = folder.appendingPathComponent(name)
    try Data().write(to: place)
    handle = try FileHandle(forWritingTo: place)
    row = CSVText(headings: kind.headings, reserving: 4000)
  }

  func endRow() throws {
    row.endRow()
    entry.rows += 1
    entry.figures += entry.kind.figuresPerRow
    if row.count > 1 << 18 { try flush() }
  }

  private func flush() throws {
    entry.bytes += row.count
    try handle.write(contentsOf: row.takeBytes())
  }

  fileprivate func close() throws -> Manifest.Entry {
    try flush()
    try handle.close()
    return entry
  }
}
