/// Dots finer than cells: 2 across and 4 down in each, as braille has them.
struct DotGrid {
  let width: Int
  let height: Int
  private var dots: [UInt8]

  /// A grid over so many cells.
  init(columns: Int, rows: Int) {
    width = columns * 2
    height = rows * 4
    dots = Array(repeating: 0, count: columns * rows)
  }

  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  mutating func set(x: Int, y: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    dots[(y / 4) * (width / 2) + x / 2] |= Self.bits[y % 4][x % 2]
  }

  /// Sets the dots of a straight line, or of those the ones that its stroke has.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), stroke: Trend.Stroke = .solid) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y))
    for step in 0...max(1, steps) {
      // Counted from the edge, so that the pattern runs on from one piece of a line to the next.
      switch stroke {
      case .solid: break
      case .dotted: if (start.x + step) % 4 >= 1 { continue }
      case .dashed: if (start.x + step) % 6 >= 4 { continue }
      }
      let part = steps == 0 ? 0 : Double(min(step, steps)) / Double(steps)
      set(
        x: start.x + Int((Double(end.x - start.x) * part).rounded()),
        y: start.y + Int((Double(end.y - start.y) * part).rounded()))
    }
  }

  /// The braille of a cell; nil where there is no dot.
  func glyph(row: Int, column: Int) -> String? {
    let pattern = dots[row * (width / 2) + column]
    return pattern == 0 ? nil : Unicode.Scalar(0x2800 + UInt32(pattern)).map { String($0) }
  }
}
