import Drawing
import PostalModel

/// 数据: the parts of the panel of data, in the order of their line.
public enum DataView: String, CaseIterable, Sendable {
  /// 台账: what was imported.
  case ledger
  /// 应报: what is owed, what came and what is late.
  case due
  /// 核对: where sources tell different figures.
  case reconcile

  /// The part an address names; the ledger where it names none.
  public init(_ name: String?) { self = name.flatMap(DataView.init(rawValue:)) ?? .ledger }
}

extension Surface {
  /// A frame of the panel of data, with the line that names its parts, the one open marked, and what that draws.
  mutating func dataPanel(
    _ open: DataView, detail: String?, note: String?, footer: String? = nil, words: Words,
    _ draw: (inout Surface) -> Void
  ) {
    let box = Box(key: "0", title: words["panel.data"], detail: detail, note: note, footer: footer, hasFocus: true)
    panel(box, in: bounds) { inside in
      let (tabs, rest) = inside.bounds.splitTop(Self.tabsHeight(in: inside.height))
      if !tabs.isEmpty { inside.write(Self.tabs(open, words), row: 0, maxWidth: inside.width) }
      inside.within(rest, draw)
    }
  }

  /// Where a part draws in a panel of data, from the origin.
  static func dataBody(of bounds: Rect) -> Rect {
    let inside = Box.interior(of: bounds)
    return Rect(width: inside.width, height: inside.height - tabsHeight(in: inside.height))
  }

  private static func tabsHeight(in height: Int) -> Int { height >= 6 ? 2 : 0 }

  private static func tabs(_ open: DataView, _ words: Words) -> [Span] {
    DataView.allCases.flatMap { view -> [Span] in
      let name = words["data.\(view.rawValue)"]
      return [view == open ? Span("[\(name)]", .accent, strong: true) : Span(" \(name) ", .label), "  "]
    }
  }
}
