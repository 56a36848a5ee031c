import Testing

@testable import Panels
@testable import PostalModel

@Suite struct NumberWordingTests {
  @Test(arguments: [
    ("999", "999"), ("1000", "1,000"), ("-9100", "-9,100"), ("1234567", "1,234,567"), ("1234.5678", "1,234.5678"),
    ("≤12000", "≤12,000"), ("1000–20000", "1,000–20,000"), ("0.00012", "0.00012"), ("99.9", "99.9"), ("", ""),
  ])
  func wholeNumbersAreToldByThousands(text: String, told: String) {
    let handbook = Handbook(
      indicators: [], planBook: PlanBook(plans: [], law: nil), words: Words(.zh, [:]), settings: Settings())
    #expect(Wording(handbook: handbook).grouped(text) == told)
  }

  @Test func coverageIsToldByThousandsToo() {
    let handbook = Handbook(
      indicators: [], planBook: PlanBook(plans: [], law: nil), words: Words(.zh, [:]), settings: Settings())
    let figure = Figure(
      reading: Reading(indicator: "village_reach", reported: 1_204, expected: 12_100, isSample: false),
      judgement: Judgement(status: nil, applied: nil))
    #expect(Wording(handbook: handbook).coverage(figure) == "1,204/12,100")
  }
}
