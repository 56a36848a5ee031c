import Dashboard
import PostalModel
import Testing

@Suite struct AddressTests {
  private let names: AreaResolver = { names in
    switch names.last {
    case "毕节市": AreaCode("5205")
    case "威宁县": AreaCode("520526")
    default: nil
    }
  }

  @Test func everyPartMayBeLeftOut() throws {
    #expect(try Place("") == Place())
    #expect(try Place("/") == Place())
    #expect(try Place("/packaging") == Place(panel: .packaging))
    #expect(try Place("packaging") == Place(panel: .packaging))
    #expect(try Place("5205") == Place(area: AreaCode("520500000000")))
    #expect(try Place("@2025-Q2") == Place(period: Period("2025-Q2")))
    #expect(try Place("520526100") == Place(area: AreaCode("520526100000")))
  }

  @Test func namesAndOutlets() throws {
    #expect(try Place("毕节市 › 威宁县/safety", resolve: names) == Place(area: AreaCode("520526"), panel: .safety))
    #expect(try Place("毕节市>威宁县", resolve: names) == Place(area: AreaCode("520526")))
    let outlet = Place(area: AreaCode("520526100001"), outlet: "WN-0012", panel: .outlets)
    #expect(try Place("520526100001›WN-0012") == outlet)
  }

  @Test func readsBackWhatItPrints() throws {
    let places = [
      Place(), Place(area: AreaCode("5205"), panel: .safety, indicator: "xray", period: Period("2025")),
      Place(area: AreaCode("520526100001"), outlet: "WN-0012", panel: .outlets),
      Place(panel: .openItems, plan: "hoxud", sort: .name, filter: "大 & 小?=50%"),
      Place(area: AreaCode("52"), panel: .villages, sort: .code, filter: "威宁/县"),
    ]
    // Numbers of outlets are what the returns say.
    for id in ["A/1", "B@2025-06", "C?x", "D›E>F", "50%25", "#7 & 8", "末\u{3000}", "行\u{2028}\r\n尾\t"] {
      let place = Place(area: AreaCode("520526100001"), outlet: id, panel: .outlets)
      #expect(try Address(place.description).names.last == id, "\(place.description)")
    }
    for place in places { #expect(try Place(place.description) == place, "\(place.description)") }
  }

  @Test func plansHaveTheirOwnOrdersAndItems() throws {
    let place = try Place("5205/plans/7@2025-06?beside=hoxud&sort=office")
    #expect(place.panel == .plans && place.indicator == "7" && place.beside == "hoxud" && place.sort == .office)
    #expect(try Place(place.description) == place)
    #expect(try Place("5205/plans").sort == .clause)
    #expect(throws: AddressProblem("address.sort", "office", allowed: "worst code name value need base reported")) {
      try Place("5205/outlets?sort=office")
    }
  }

  @Test func layoutsArePartOfThePlace() throws {
    let place = try Place("5205/packaging/slim_tape@2025-06?view=heat")
    #expect(place.view == .heat)
    #expect(place.description == "520500000000/packaging/slim_tape@2025-06?view=heat")
    #expect(try Place(place.description) == place)
    #expect(try Place("5205/outlets?view=table") == Place("5205/outlets"))
    #expect(throws: AddressProblem("address.view", "tiles", allowed: "table heat changes")) {
      try Place("5205/scale?view=tiles")
    }
    #expect(throws: AddressProblem("address.view", "heat", allowed: "table")) { try Place("5205/plans?view=heat") }
  }

  @Test func ordersByChangeBelongToTheViewOfChanges() throws {
    for address in ["5205/packaging?view=changes&sort=-on-year", "5205/packaging?sort=-on-year&view=changes"] {
      let place = try Place(address)
      #expect(place.view == .changes && place.sort == .onYear && place.isReversed)
      #expect(place.description == "520500000000/packaging?sort=-on-year&view=changes")
      #expect(try Place(place.description) == place)
    }
    #expect(try Place("5205/scale?view=changes&sort=move").sort == .move)
    #expect(throws: AddressProblem.self) { try Place("5205/scale?view=changes&sort=on-year") }
    #expect(throws: AddressProblem("address.sort", "move", allowed: "worst code name value need base reported")) {
      try Place("5205/outlets?sort=move&view=heat")
    }
  }

  @Test func mistakesAreNamedInBothLanguages() {
    let wrong = [
      "5205/nothing", "5205@2025-13", "5205?sort=best", "5205?colour=red", "5205?plan", "a/b/c/d", "无此地",
      "5205/overview/x/y",
    ]
    for address in wrong {
      do {
        _ = try Place(address)
        Issue.record("\(address) was taken")
      } catch {
        for language in Language.allCases {
          let text = error.text(Fixture.words(language))
          #expect(text != error.key)
          #expect(error.part.isEmpty || text.contains(error.part))
        }
      }
    }
  }
}
