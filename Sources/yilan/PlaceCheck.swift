import Dashboard
import Panels
import PostalModel
import PostalStore

extension Setup {
  /// Refuses an address to nowhere; a code that ended leads to the one that replaced it.
  func check(_ place: inout Place, _ address: String, _ store: PostalStore) throws {
    func refuse(_ zh: String, _ en: String) -> Failure { .usage("\(address): \(say(zh, en))") }
    if let code = place.area {
      switch try asking({ try store.standing(of: code) }) {
      case .known: break
      case .ended(_, let successor, let area):
        guard area != nil else { throw refuse("没有区划 \(successor)", "no area has the code \(successor)") }
        place.area = successor
      case .unknown(let near):
        let names = near.map { "\($0.code.short) \($0.name)" }.joined(separator: ", ")
        throw refuse(
          "没有区划 \(code)" + (names.isEmpty ? "" : ";相近的有 \(names)"),
          "no area has the code \(code)" + (names.isEmpty ? "" : "; near it: \(names)"))
      }
    }
    if let id = place.outlet, try asking({ try store.outlet(id) }) == nil {
      throw refuse("没有名为或编号为 \(id) 的区划或网点", "no area or outlet is called \(id)")
    }
    for plan in [place.plan, place.beside].compactMap({ $0 }) where plans.plan(plan) == nil {
      let known = plans.plans.map(\.id).joined(separator: " | ")
      throw refuse("没有规划 \(plan);可用 \(known)", "no plan \(plan); there are \(known)")
    }
    if let item = place.indicator, place.panel == .plans {
      let handbook = Handbook(
        indicators: indicators, planBook: wholePlans().0, words: Words(language, [:]),
        settings: settings
      )
      guard handbook.knowsItem(item) else {
        throw refuse("规划里没有 \(item);见 yilan plans", "no plan has \(item); see yilan plans")
      }
    } else if place.panel == .data, let part = place.indicator {
      guard DataView(rawValue: part) != nil || Int(part) != nil else {
        let known = DataView.allCases.map(\.rawValue).joined(separator: " | ")
        throw refuse(
          "数据面板没有 \(part);可用 \(known) 或导入编号", "data has no \(part); there are \(known), or the number of an import")
      }
    } else if let indicator = place.indicator {
      let known = indicators.filter {
        !(place.panel.listsFigures || place.panel.listsMeasures) || $0.panel == place.panel.rawValue
      }.map(\.id)
      guard known.contains(indicator) else {
        let list = known.joined(separator: " | ")
        throw refuse("此面板没有指标 \(indicator);可用 \(list)", "this panel has no indicator \(indicator); there are \(list)")
      }
    }
  }
}
