/// A list to be read from afar: each entry has a mark, a name, what it is of, a figure and what it lacks. Few entries get
/// a line of air between them, fewer a second line, and the fewest large digits.
public struct LargeRows: Picture {
  public struct Row: Sendable {
    public var mark: String
    public var role: Role
    public var title: String
    /// What it is of, dim; the first to go where there is no room.
    public var note: String
    /// The figure as text.
    public var value: String
    /// The figure alone, for large digits; empty: none.
    public var figure: String
    /// What it lacks, or how it stands.
    public var tail: String
    public var bar: Bar?

    public init(
      mark: String = "", role: Role = .text, title: String, note: String = "", value: String = "", figure: String = "",
      tail: String = "", bar: Bar? = nil
    ) {
      self.mark = mark
      self.role = role
      self.title = title
      self.note = note
      self.value = value
      self.figure = figure
      self.tail = tail
      self.bar = bar
    }
  }

  public var rows: [Row]
  /// Where not both fit the figure goes before what is lacking; else the other way round.
  public var keepsTail: Bool
  /// The list is laid out for so many entries at least, as when its last page is shorter than the others.
  public var least = 0

  public init(_ rows: [Row], keepsTail: Bool = false) {
    self.rows = rows
    self.keepsTail = keepsTail
  }

  /// How an entry is laid out.
  private enum Form {
    case line, airy, double, large
  }

  private static func height(_ form: Form, _ glyphs: Glyphs) -> Int {
    form == .line ? 1 : pitch(form, glyphs) - 1
  }

  private static func pitch(_ form: Form, _ glyphs: Glyphs) -> Int {
    switch form {
    case .line: 1
    case .airy: 2
    case .double: 3
    case .large: BigDigits.size(of: "0", scale: 1, glyphs: glyphs).height + 1
    }
  }

  private func form(in size: Size, glyphs: Glyphs) -> Form {
    func fits(_ form: Form) -> Bool { max(least, rows.count) * Self.pitch(form, glyphs) - 1 <= size.height }
    let hasFigures = rows.contains { !$0.figure.isEmpty }
    let hasSecond = rows.contains { !$0.note.isEmpty || $0.bar != nil }
    let digits = digitsWidth(glyphs)
    if hasFigures, fits(.large), size.width >= digits + 22 { return .large }
    if hasSecond, fits(.double) { return .double }
    return fits(.airy) ? .airy : .line
  }

  private func digitsWidth(_ glyphs: Glyphs) -> Int {
    rows.map { BigDigits.size(of: $0.figure, scale: 1, glyphs: glyphs).width }.max() ?? 0
  }

  /// Lists side by side, so that the eye has no long way from a name to its figure.
  public static func lanes(_ width: Int) -> Int { width >= 150 ? 2 : 1 }

  public func draw(on surface: inout Surface) {
    let lanes = Self.lanes(surface.width)
    let fits = max(least, rows.count) * Self.pitch(.double, surface.glyphs) - 1 <= surface.height
    guard lanes > 1, !fits else {
      drawLane(on: &surface)
      return
    }
    let each = (max(least, rows.count) + lanes - 1) / lanes
    let places = surface.bounds.columns(Array(repeating: .weight(1), count: lanes), gap: 6)
    for (index, place) in places.enumerated() {
      var lane = self
      lane.rows = Array(rows.dropFirst(index * each).prefix(each))
      lane.least = each
      surface.within(place) { lane.drawLane(on: &$0) }
    }
  }

  private func drawLane(on surface: inout Surface) {
    let glyphs = surface.glyphs
    guard surface.width > 0, surface.height > 0, !rows.isEmpty else { return }
    let form = form(in: surface.size, glyphs: glyphs)
    let pitch = Self.pitch(form, glyphs)
    let columns = Columns(self, width: surface.width, form: form, glyphs: glyphs)
    // What is left over is shared out as air, up to a line more for each entry.
    let count = max(least, rows.count)
    let spare = surface.height - (count * pitch - (form == .line ? 0 : 1))
    let step = form == .line || spare < count - 1 || count < 2 ? pitch : pitch + 1
    let used = count * step - (form == .line ? 0 : step - Self.height(form, glyphs))
    let first = surface.height - used >= 1 ? 1 : 0
    for (index, row) in rows.enumerated() {
      let top = first + index * step
      guard top < surface.height else { return }
      switch form {
      case .line, .airy: drawLine(row, columns, top, on: &surface)
      case .double: drawDouble(row, columns, top, on: &surface)
      case .large: drawLarge(row, columns, top, on: &surface)
      }
    }
  }

  /// The columns that all entries share.
  private struct Columns {
    var mark = 0
    var title = 0
    var note = 0
    var bar = 0
    var value = 0
    var tail = 0
    var digits = 0

    init(_ list: LargeRows, width: Int, form: Form, glyphs: Glyphs) {
      func widest(_ text: (Row) -> String) -> Int { list.rows.map { glyphs.columns(of: text($0)) }.max() ?? 0 }
      mark = widest(\.mark)
      title = widest(\.title)
      value = widest(\.value)
      tail = widest(\.tail)
      digits = list.digitsWidth(glyphs)
      guard form == .line || form == .airy else { return }
      let lead = mark > 0 ? mark + 1 : 0
      let least = min(title, 8)
      func left() -> Int { width - lead - least - (value > 0 ? value + 2 : 0) - (tail > 0 ? tail + 2 : 0) }
      if left() < 0 { if list.keepsTail { value = 0 } else { tail = 0 } }
      if left() < 0 { if list.keepsTail { tail = 0 } else { value = 0 } }
      // What it is of says more than from what to what.
      if list.keepsTail, widest(\.note) > 0, left() < min(8, widest(\.note)) + 2 { value = 0 }
      title = min(title, max(least, least + left()))
      var rest = left() - (title - least)
      let wanted = widest(\.note)
      let hasBar = list.rows.contains { $0.bar != nil }
      if wanted > 0, rest >= 6 {
        note = min(wanted, rest - 2)
        rest -= note + 2
      }
      if hasBar, rest >= 8 { bar = rest - 2 }
    }
  }

  private func drawLine(_ row: Row, _ columns: Columns, _ top: Int, on surface: inout Surface) {
    var at = 0
    if columns.mark > 0 {
      surface.write(row.mark, row: top, column: 0, role: row.role, strong: true)
      at = columns.mark + 1
    }
    surface.write(row.title, row: top, column: at, role: .text, strong: true, maxWidth: columns.title)
    at += columns.title + 2
    if columns.note > 0 {
      surface.write(row.note, row: top, column: at, role: .label, maxWidth: columns.note)
      at += columns.note + 2
    }
    if columns.bar > 0, let bar = row.bar {
      surface.draw(bar, in: Rect(column: at, row: top, width: columns.bar, height: 1))
    }
    var right = surface.width
    if columns.tail > 0 {
      right -= columns.tail
      surface.write(
        [Span(row.tail, row.role, strong: true)], row: top, column: right, width: columns.tail,
        alignment: keepsTail ? .right : .left)
      right -= 2
    }
    if columns.value > 0 {
      right -= columns.value
      surface.write(
        [Span(row.value, keepsTail ? .label : row.role, strong: !keepsTail)], row: top, column: right,
        width: columns.value, alignment: .right)
    }
  }

  private func drawDouble(_ row: Row, _ columns: Columns, _ top: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let indent = columns.mark > 0 ? columns.mark + 1 : 0
    surface.write(row.mark, row: top, column: 0, role: row.role, strong: true)
    let upper = keepsTail ? row.tail : row.value
    let lower = keepsTail ? row.value : row.tail
    let upperWidth = glyphs.columns(of: upper)
    surface.write(
      row.title, row: top, column: indent, role: .text, strong: true,
      maxWidth: max(0, surface.width - indent - upperWidth - 1))
    surface.write(upper, row: top, column: max(indent, surface.width - upperWidth), role: row.role, strong: true)
    // The same for all, so that bars end below each other.
    let lowerWidth = min(keepsTail ? columns.value : columns.tail, max(0, surface.width - indent))
    surface.write(
      [Span(lower, keepsTail ? .label : row.role)], row: top + 1, column: surface.width - lowerWidth,
      width: lowerWidth, alignment: .right)
    let room = surface.width - indent - lowerWidth - 2
    if let bar = row.bar, room >= 8, !keepsTail {
      surface.draw(bar, in: Rect(column: indent, row: top + 1, width: room, height: 1))
    } else if room >= 4 {
      surface.write(row.note, row: top + 1, column: indent, role: .label, maxWidth: room)
    }
  }

  /// The digits at the left, so that what they are of stands beside them however wide the list is.
  private func drawLarge(_ row: Row, _ columns: Columns, _ top: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let digits = BigDigits.size(of: row.figure, scale: 1, glyphs: glyphs)
    if row.figure.isEmpty {
      let text = glyphs.cut(row.value, to: columns.digits)
      surface.write([Span(text, row.role, strong: true)], row: top + 1, width: columns.digits, alignment: .right)
    } else {
      surface.draw(
        BigDigits(row.figure, role: row.role, scale: 1),
        in: Rect(column: columns.digits - digits.width, row: top, width: digits.width, height: digits.height))
    }
    let start = columns.digits + 3
    let width = surface.width - start
    surface.within(Rect(column: start, row: top, width: width, height: Self.pitch(.large, glyphs) - 1)) { inside in
      let indent = columns.mark > 0 ? columns.mark + 1 : 0
      inside.write(row.mark, row: 0, role: row.role, strong: true)
      let used = inside.write(row.title, row: 0, column: indent, role: .text, strong: true, maxWidth: width - indent)
      let tail = glyphs.columns(of: row.tail)
      guard let bar = row.bar, row.note.isEmpty else {
        inside.write(row.note, row: 1, column: indent, role: .label, maxWidth: width - indent)
        let end = inside.write(row.tail, row: 2, column: indent, role: row.role, strong: true, maxWidth: width - indent)
        let at = indent + end + (end > 0 ? 3 : 0)
        if !row.figure.isEmpty, row.value != row.figure {
          inside.write(row.value, row: 2, column: at, role: .label, maxWidth: max(0, width - at))
        }
        return
      }
      if indent + used + 2 + tail <= width {
        inside.write(row.tail, row: 0, column: width - tail, role: row.role, strong: true)
      }
      inside.draw(bar, in: Rect(column: indent, row: 1, width: width - indent, height: 1))
    }
  }
}
