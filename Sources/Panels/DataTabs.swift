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

/// The line that names the parts of the panel of data, the one open marked.
struct DataTabs {
  let words: Words
  let open: DataView

  func draw(on surface: inout Surface) {
    var spans: [Span] = []
    for view in DataView.allCases {
      let name = words["data.\(view.rawValue)"]
      spans.append(view == open ? Span("[\(name)]", .accent, strong: true) : Span(" \(name) ", .label))
      spans.append("  ")
    }
    surface.write(spans, row: 0, maxWidth: surface.width)
  }
}
