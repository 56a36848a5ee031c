/// One place of the grid. A Chinese character fills two: itself, and a continuation behind it.
public struct Cell: Sendable, Hashable {
  /// A scalar, or with ``clusterFlag`` an index into the surface's clusters.
  var glyph: UInt32
  /// 0 for a continuation, else the columns of the character: 1 or 2.
  public internal(set) var columns: UInt8
  public internal(set) var style: Style

  static let clusterFlag: UInt32 = 0x8000_0000

  static func blank(_ style: Style = Style()) -> Cell {
    Cell(glyph: 0x20, columns: 1, style: style)
  }

  /// Whether it is the second half of the character before it.
  public var isContinuation: Bool { columns == 0 }

  /// The character's only scalar, or nil if it is a cluster; see ``Surface/characters(of:)``.
  public var scalar: Unicode.Scalar? {
    glyph & Self.clusterFlag == 0 ? Unicode.Scalar(glyph) : nil
  }
}
