/// 命令面板: one line that the palette or the list of keys offers.
public struct PaletteRow: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case place, recent, area, outlet, panel, indicator, plan, command, theme, mark
  }

  public var kind: Kind
  public var title: String
  /// The characters of the title that the search found.
  public var matched: Range<Int>?
  /// What it lies in, or why it cannot be had here.
  public var detail: String
  /// The keys it is on.
  public var keys: String
  /// It cannot be had here.
  public var isOff: Bool
  /// The status of a mark, by its raw value.
  public var role: String?

  public init(
    _ kind: Kind, _ title: String, matched: Range<Int>? = nil, detail: String = "", keys: String = "",
    isOff: Bool = false, role: String? = nil
  ) {
    self.kind = kind
    self.title = title
    self.matched = matched
    self.detail = detail
    self.keys = keys
    self.isOff = isOff
    self.role = role
  }
}
