import PostalModel

/// The words a column takes.
struct WordList<Value: Sendable>: Sendable {
  /// By word as written, and by word made plain.
  let values: [String: Value]
  /// The words of the form.
  let words: [String]
  /// They, as messages list them.
  var shown: String { words.joined(separator: "、") }

  /// Takes for each value its words, of which the first is the form's.
  init(_ words: [(value: Value, words: [String])]) {
    var values: [String: Value] = [:]
    for (value, names) in words {
      for name in names {
        values[name] = value
        values[plainHeading(name)] = value
      }
    }
    self.values = values
    self.words = words.compactMap(\.words.first)
  }
}

enum WordLists {
  static let outletTypes = WordList<OutletType>([
    (.terminal, ["末端网点", "快递末端网点", "terminal", "terminal outlet"]),
    (.business, ["营业网点", "快递营业网点", "business", "business outlet"]),
    (.locker, ["智能快件箱", "快件箱", "快递柜", "智能快递柜", "locker", "parcel locker"]),
    (.villageStation, ["村级服务站", "村级寄递物流服务站", "village station"]),
    (.township, ["乡镇网点", "乡镇快递网点", "township", "township outlet"]),
    (.sharedCentre, ["共配中心", "共同配送中心", "shared centre", "shared center"]),
    (.processing, ["处理场所", "快件处理场所", "processing", "processing site"]),
  ])

  static let modes = WordList<VillageMode>([
    (.post, ["邮快", "邮快合作", "post"]),
    (.shared, ["快快", "快快合作", "shared"]),
    (.bus, ["交快", "交快合作", "bus"]),
    (.resident, ["驻村", "驻村设点", "resident"]),
    (.none, ["无", "none"]),
  ])

  static let sources = WordList<ReturnSource>([
    (.reported, ["报送", "reported"]),
    (.sampled, ["抽查", "sampled"]),
    (.system, ["系统", "system"]),
  ])

  static let having = WordList<Bool>([
    (true, ["有", "是", "1", "yes", "y", "true", "√", "✓", "✔"]),
    (false, ["无", "否", "没有", "0", "no", "n", "false", "×", "✗", "✕", "x"]),
  ])
}
