import Testing

/// A short walk by random events; `make check-deep` goes further.
@Suite struct WalkTests {
  @Test(arguments: [1, 2]) func randomEventsNeverTrapNorLockIn(seed: Int) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let result = try program.run(
      "walk", "--events", "1500", "--seed", "\(seed)", "--database", program.database, "--at", "520590", "--today",
      "2025-07-12")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.hasPrefix("事件 1500"))
  }
}
