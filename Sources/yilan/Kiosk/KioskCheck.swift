import Catalog
import Dashboard
import Panels
import PostalModel
import PostalStore

/// `yilan kiosk --check`: what a playlist would show now, and what is wrong with it in the database at hand.
struct KioskCheck {
  let list: KioskPlaylist
  let setup: Setup
  let store: PostalStore

  /// The lines of the rotation as it would be now, and those of what is wrong.
  func run() throws -> (lines: [String], problems: [String]) {
    var lines: [String] = []
    var problems: [String] = []
    var door = Door(store: store, setup: setup, today: setup.today)
    let handbook = try setup.handbook(setup.language)
    let time = KioskTime(milliseconds: 0, day: setup.today, minute: Clock.minute())
    lines.append("\(list.file.path)")
    for (number, scene) in list.playlist.scenes.enumerated() {
      let looked = try setup.asking {
        try AreaSearch.resolving(store) { KioskScene(scene, indicators: setup.indicators, resolve: $0) }
      }
      let seconds = (scene.duration ?? list.playlist.every)
      let isOn = scene.isOn(time.day, minute: time.minute)
      let times = [scene.hours?.description, days(scene.days)].compactMap { $0 }.joined(separator: " ")
      var head = "\(number + 1)  \(text(seconds))"
      if !times.isEmpty { head += "  \(times)" }
      if !isOn { head += "  " + setup.say("(现在不放)", "(not now)") }
      if case .unknown(let problem) = looked.subject {
        problems.append(wrong(scene, number, problem.text(.zh, setup), problem.text(.en, setup)))
        lines.append(head)
        continue
      }
      let (places, failure) = KioskListing.places(of: looked, handbook: handbook, time: time) { door.answer($0) }
      if let failure = door.failure, failure.status == 3 { throw failure }
      if let failure { problems.append(wrong(scene, number, failure, failure)) }
      if places.isEmpty, failure == nil {
        lines.append(head + "  " + setup.say("(眼下没有内容,跳过)", "(nothing to show now, passed over)"))
        if case .worst(_, let indicator, _, _) = looked.subject {
          problems.append(
            wrong(
              scene, number, "范围内没有 \(indicator) 的数据;查询为空",
              "nothing came of \(indicator) in the scope; the query is empty"))
        } else if case .children = looked.subject {
          problems.append(wrong(scene, number, "范围内没有下级;查询为空", "the scope has no parts; the query is empty"))
        }
        continue
      }
      for place in places {
        var place = place
        do {
          try setup.check(&place, place.description, store)
          lines.append(head + "  " + place.description + "  " + (try name(of: place)))
        } catch let failure as Failure where failure.status != 3 {
          problems.append(
            wrong(scene, number, failure.lines.joined(separator: "; "), failure.lines.joined(separator: "; ")))
        }
      }
    }
    return (lines, problems)
  }

  private func wrong(_ scene: PlaylistScene, _ number: Int, _ zh: String, _ en: String) -> String {
    var key = "query"
    if case .address = scene.subject { key = "address" }
    return list.file.wrong(key, scene: number, zh: zh, en: en).text(setup.language)
  }

  private func name(of place: Place) throws -> String {
    guard let code = place.area else { return setup.words["place.top"] }
    return try setup.asking { try store.area(code) }?.name ?? ""
  }

  private func text(_ milliseconds: Int) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }

  private func days(_ days: Set<Weekday>) -> String? {
    days.isEmpty ? nil : Weekday.allCases.filter(days.contains).map(\.rawValue).joined(separator: ",")
  }
}

extension AddressProblem {
  func text(_ language: Language, _ setup: Setup) -> String {
    text((try? setup.catalog.words(language)) ?? Words(language, [:]))
  }
}
