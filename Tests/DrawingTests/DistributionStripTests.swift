import Drawing
import Testing

@Suite struct DistributionStripTests {
  private let strip = DistributionStrip(
    values: [3.2, 3.42, 3.88, 4.05, 4.05, 4.33, 5.02], own: 3.88, target: 4, labels: ("3.20", "中位 4.05", "5.02"))

  private func drawn(_ strip: DistributionStrip, _ width: Int, _ height: Int, _ glyphs: Glyphs = Glyphs()) -> String {
    var surface = Surface(width: width, height: height, glyphs: glyphs)
    surface.draw(strip, in: surface.bounds)
    return surface.text
  }

  @Test func dotsOwnPlaceTargetAndLabels() {
    #expect(
      drawn(strip, 40, 3) == """
                       ▼
        ○────○─────────◆─│●─────○──────────────○
        3.20          中位 4.05             5.02
        """)
    #expect(drawn(strip, 40, 1) == "○────○─────────◆─│●─────○──────────────○")
  }

  @Test func plainForms() {
    #expect(drawn(strip, 40, 1, Glyphs(tier: .ascii)) == "o....o.........*.|*.....o..............o")
    #expect(drawn(strip, 40, 2, Glyphs(tier: .safe)).contains("3.20"))
  }

  @Test func medianOfEvenAndOddCounts() {
    #expect(DistributionStrip.median([3, 1, 2]) == 2)
    #expect(DistributionStrip.median([4, 1, 2, 3]) == 2.5)
    #expect(DistributionStrip.median([]) == nil)
    #expect(DistributionStrip.median([.nan, 2]) == 2)
  }

  @Test func equalValuesAndTooLittleRoom() {
    #expect(drawn(DistributionStrip(values: [4, 4, 4], own: 4), 12, 2).contains("◆"))
    #expect(drawn(DistributionStrip(values: [], own: nil), 12, 2) == "\n")
    #expect(drawn(strip, 5, 3) == "\n\n")
  }
}
