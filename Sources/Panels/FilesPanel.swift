import Drawing
import PostalModel

/// 选择文件: the files of a folder, to take one in.
public struct FilesPanel {
  public var words: Words
  /// nil while it is being read.
  public var listing: FolderListing?
  public var filter: String
  public var cursor: Int
  /// The map of columns chosen for the next file.
  public var map: String?

  public init(words: Words, listing: FolderListing?, filter: String, cursor: Int, map: String?) {
    self.words = words
    self.listing = listing
    self.filter = filter
    self.cursor = cursor
    self.map = map
  }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let width = surface.width >= 60 ? min(108, surface.width - 6) : surface.width
    let height = surface.height >= 16 ? surface.height - 2 : surface.height
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let entries = listing?.matching(filter) ?? []
      let table = table(entries)
      let box = Box(
        title: words["panel.files"], detail: listing?.path, footer: table.scrollHint(height: height - 4),
        hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        guard listing != nil else {
          inside.write(words["wait.loading"], row: 0, role: .dim, maxWidth: inside.width)
          return
        }
        let (body, foot) = inside.bounds.splitBottom(inside.height >= 6 ? 2 : 0)
        if entries.isEmpty {
          inside.write(
            words[filter.isEmpty ? "files.none" : "files.noMatch", filter], row: 0, role: .dim, maxWidth: inside.width)
        } else {
          inside.draw(table, in: body.isEmpty ? inside.bounds : body)
        }
        inside.within(foot) { line in
          var spans = [Span(map.map { words["files.map", $0] } ?? words["files.hint"], map == nil ? .dim : .notice)]
          if !filter.isEmpty {
            spans =
              [Span(words["note.filter", filter], .accent, strong: true), Span("_  ", .accent)]
              + (map == nil ? [] : spans)
          }
          line.write(spans, row: line.height - 1, maxWidth: line.width)
        }
      }
    }
  }

  private func isMap(_ entry: FolderListing.Entry) -> Bool { map?.hasSuffix("/" + entry.name) ?? false }

  private func table(_ entries: [FolderListing.Entry]) -> Table {
    let rows = entries.map { entry -> [Table.Cell] in
      [
        Table.Cell(
          [Span(entry.isFolder ? entry.name + "/" : entry.name, entry.isFolder ? .label : .text)]
            + (isMap(entry) ? [Span("  \(words["files.chosen"])", .notice)] : [])),
        Table.Cell(entry.isFolder ? "" : Self.size(entry.size), .dim), Table.Cell(entry.modified.description, .dim),
      ]
    }
    let columns = [
      Table.Column(words["files.name"], minimum: 16, priority: Table.Column.always, stretches: true),
      Table.Column(words["files.size"], alignment: .right, minimum: 7, priority: 40),
      Table.Column(words["files.modified"], minimum: 10, priority: 60),
    ]
    return Table(columns: columns, rows: rows, selection: cursor, hasFocus: true, gap: 2)
  }

  /// `12 KB`, `3.4 MB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 10_000 { return "\(bytes) B" }
    if bytes < 10_000_000 { return "\(bytes / 1000) KB" }
    return "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
  }
}
