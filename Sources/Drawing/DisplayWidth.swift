/// How many columns the terminal gives to glyphs that Unicode calls East Asian Ambiguous (`· — → ─ █ ①`).
public enum AmbiguousWidth: Int, Sendable, Hashable, CaseIterable {
  case one = 1
  case two = 2
}

/// Columns taken by characters on a terminal: 0 (combining and invisible), 1, or 2 (Chinese).
public enum DisplayWidth {
  /// Columns of one Unicode scalar: 0, 1 or 2. Control characters count 0 here; text is cleaned of them
  /// by ``Glyphs`` before it reaches a surface.
  public static func columns(of scalar: Unicode.Scalar, ambiguous: AmbiguousWidth = .one) -> Int {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    if value < 0xA0 { return 0 }
    if value >= 0x4E00 && value <= 0x9FFF { return 2 }
    if value >= 0x2800 && value <= 0x28FF { return 1 }
    if contains(value, in: WidthTables.zero) { return 0 }
    if contains(value, in: WidthTables.wide) { return 2 }
    if ambiguous == .two && contains(value, in: WidthTables.ambiguous) { return 2 }
    return 1
  }

  /// Whether the width of a scalar depends on the terminal.
  public static func isAmbiguous(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xA0 && contains(scalar.value, in: WidthTables.ambiguous)
  }

  private static func contains(_ value: UInt32, in ranges: [ClosedRange<UInt32>]) -> Bool {
    ranges.withUnsafeBufferPointer { ranges in
      var low = 0
      var high = ranges.count
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].upperBound < value {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low < ranges.count && ranges[low].lowerBound <= value
    }
  }
}
