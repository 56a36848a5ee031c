import PostalModel

/// 催报通知: what one unit is asked to send in or see to.
struct Notice {
  /// One form of one month, with the areas that owe it.
  struct Item {
    var form: Form
    var month: Month
    var due: Day
    var areas: [Area]
  }

  /// The unit it goes to; nil where the areas have none above them.
  var unit: Area?
  /// By form and month.
  var items: [Item]

  /// One notice a unit, in the order of codes.
  static func notices(_ returns: [DueReturn]) -> [Notice] {
    Dictionary(grouping: returns) { $0.parent?.code.number ?? 0 }.sorted { $0.key < $1.key }.map { _, owed in
      var items: [Item] = []
      for one in owed {
        if let place = items.firstIndex(where: { $0.form == one.form && $0.month == one.month }) {
          items[place].areas.append(one.area)
        } else {
          items.append(Item(form: one.form, month: one.month, due: one.due, areas: [one.area]))
        }
      }
      return Notice(unit: owed[0].parent, items: items)
    }
  }

  /// The notice as text to be sent.
  func text(_ language: Language, today: Day) -> String {
    let lines = items.enumerated().map { number, item in
      "\(number + 1). " + line(item, language, late: max(0, today.ordinal - item.due.ordinal))
    }
    let unit = unit.map { "\($0.name)(\($0.code.short))" }
    switch language {
    case .zh:
      return """
        \(unit ?? "各报送单位"):
        截至 \(today),下列报表尚未收到,烦请督促尽快报送;如近日已报,请忽略本通知。
        \(lines.joined(separator: "\n"))
        谢谢配合。

        """
    case .en:
      return """
        To \(unit ?? "the reporting units"):
        As of \(today) the returns below have not been received. Please see that they are sent soon; if they were sent
        in these days, please take no notice of this.
        \(lines.joined(separator: "\n"))
        Thank you.

        """
    }
  }

  private func line(_ item: Item, _ language: Language, late: Int) -> String {
    let names = item.areas.map(\.name)
    switch language {
    case .zh:
      let word = late > 0 ? "已逾期 \(late) 天" : "尚未到期"
      return "\(item.form.zh) \(item.month.year) 年 \(item.month.month) 月:应于 \(item.due) 前报送,\(word);"
        + "未报 \(names.count) 个:\(names.joined(separator: "、"))"
    case .en:
      let word = late > 0 ? "\(late) days late" : "still in time"
      return "\(item.form.rawValue), \(item.month): due by \(item.due), \(word); "
        + "\(names.count) missing: \(names.joined(separator: ", "))"
    }
  }
}
