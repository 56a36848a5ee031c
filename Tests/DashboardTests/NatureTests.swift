import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// Returns, registers and inspections are never shown in one table, and say what they are.
@Suite struct NatureTests {
  let fixture = Fixture()

  private func screen(_ address: String, _ keys: [Key], _ width: Int, _ height: Int = 60) -> [String] {
    let size = Size(width: width, height: height)
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(size)))
    fixture.press(keys, on: &dashboard)
    return dashboard.view(size).rows()
  }

  private let compared: [Key] = [.character(" "), .down, .character(" "), .character("=")]

  @Test(arguments: [80, 120, 160]) func comparedAreasHaveATableForEachNature(width: Int) throws {
    let lines = screen("5205/packaging", compared, width)
    func line(_ text: String) throws -> Int { try #require(lines.firstIndex { $0.contains(text) }, "\(text)") }
    let (returns, register, checks) = (try line("统计报表"), try line("登记台账"), try line("执法检查记录"))
    #expect(returns < register && register < checks)
    // Each has headings of its own.
    for heading in [returns, register, checks] { #expect(lines[heading + 1].contains("指标")) }
    let (bags, reach, opened) = (try line("循环中转袋使用率"), try line("建制村快递服务通达率"), try line("收寄验视率"))
    #expect(returns < bags && bags < register && register < reach && reach < checks && checks < opened)
  }

  /// Target, plan, clause and what a figure is made of, at every width.
  @Test(arguments: [80, 120, 160]) func comparedFiguresSayWhatTheyAreHeldAgainst(width: Int) throws {
    let lines = screen("5205/packaging", compared, width)
    let place = try #require(lines.firstIndex { $0.contains("循环中转袋使用率") })
    let told = lines[place] + lines[place + 1]
    #expect(told.contains("10,608/12,000") && told.contains("95") && told.contains("毕节方案 三(五)"), "\(told)")
  }

  @Test func explainSaysWhatAFigureIsInLaw() {
    for (address, nature) in [
      ("5205/packaging", "统计报表"), ("5205/outlets?plan=hoxud", "登记台账"), ("5205/safety", "执法检查记录"),
    ] {
      #expect(
        screen(address, [.character("e")], 120).contains { $0.contains("性质") && $0.contains(nature) }, "\(address)")
    }
  }

  @Test func aWhatIfSaysWhatItIsHeldAgainstAndByWhat() throws {
    let lines = screen("5205/packaging/reusable_bags", [.character("w")], 80)
    #expect(lines.contains { $0.contains("目标 95") && $0.contains("毕节方案 三(五)") && $0.contains("2025-12") })
    let headings = try #require(lines.first { $0.contains("现值") })
    #expect(headings.contains("报送") && headings.contains("循环袋") && !headings.contains("合格件"))
  }
}
