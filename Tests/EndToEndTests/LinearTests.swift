import Foundation
import Testing

/// The dashboard without drawing, by a script on standard input.
@Suite struct LinearTests {
  private func told(_ script: [String], _ arguments: String...) throws -> Program.Result {
    let program = try Program()
    defer { program.remove() }
    _ = try program.importCounty()
    return try program.run(
      arguments: ["--linear", "--database", program.database, "--today", "2025-07-12"] + arguments,
      input: script.map { $0 + "\n" }.joined())
  }

  @Test func aScriptGoesDownExplainsAndComesBack() throws {
    let result = try told(["1", "e", "1", "1", "b", "b", "b", "b", "m0", "1", "q", "1"], "--lang", "zh")
    #expect(result.status == 0 && result.errors.isEmpty)
    let lines = result.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("真实报表") && lines.contains { $0.hasPrefix("位置:") } && lines.contains { $0.hasPrefix("时期:") })
    #expect(lines.contains("来源行") && lines.contains { $0.hasPrefix("依据:") })
    #expect(lines.contains { $0.contains("SHA-256") } && lines.contains { $0.contains(".csv:") })
    #expect(lines.contains("面板:数据导入"))
    // Nothing moves the cursor or the colours, and nothing is drawn.
    #expect(!result.text.contains("\u{1B}") && !result.text.contains("│") && !result.text.contains("✗"))
  }

  @Test func whatIsNotUnderstoodIsToldAndTheEndOfInputQuits() throws {
    let result = try told(["99", "xyz", "p", ":nowhere", "?", "/no", "/"], "--lang", "en")
    #expect(result.status == 0)
    for line in [
      "There is no line 99", "No command xyz; type ? for help", "This is the first page", "a number: opens its line",
    ] {
      #expect(result.text.contains(line), "\(line)")
    }
    #expect(result.text.contains("Real returns") && result.text.contains("Panel: Overview"))
  }

  @Test func anAddressTypedGoesThere() throws {
    let result = try told([":520500/packaging@2025-05", "w"], "--lang", "zh")
    #expect(result.text.contains("面板:绿色包装") && result.text.contains("时期:2025-05"), "\(result.text)")
    let screen = try told([], "--lang", "zh", "--at", "/packaging")
    #expect(screen.text.contains("面板:绿色包装"))
  }

  @Test func whatIsFoundIsOpenedByItsNumber() throws {
    let result = try told(["f qxg", "1", "w"], "--lang", "zh")
    #expect(result.text.contains("位置:五地规划 › 贵州省 › 毕节市 › 七星关区"), "\(result.text)")
  }

  @Test func areasAreFoundFromTheCommandLine() throws {
    let program = try Program()
    defer { program.remove() }
    let found = try program.run("find", "qxg", "--database", program.database, "--lang", "zh")
    #expect(found.status == 0 && found.text.contains("520502000000") && found.text.contains("首字母"))
    let none = try program.run("find", "啊啊啊", "--database", program.database, "--lang", "en")
    #expect(none.status == 0 && none.text.contains("nothing found"))
    #expect(try program.run("find", "x", "--limit", "0").status == 2)
  }

  /// What is typed as text never acts as keys: `u` and `y` among it would take the import back.
  @Test func aTextWhereNoneIsTypedIsLeftOut() throws {
    for text in ["/guyuan", ":guyuan/x"] {
      let result = try told(["m0", "1", "e", text, "b", "m0", "w"], "--lang", "en")
      #expect(result.status == 0 && !result.text.contains("was undone"), "\(text) \(result.text)")
    }
  }

  @Test func aCountOfFindsHasNoUpperEnd() throws {
    let program = try Program()
    defer { program.remove() }
    let found = try program.run("find", "qixingguan", "--limit", "\(Int.max)", "--database", program.database)
    #expect(found.status == 0 && found.text.contains("520502000000"))
  }

  @Test func periodsOutsideOfTheCalendarAreRefused() throws {
    let program = try Program()
    defer { program.remove() }
    for period in ["0000-05", "0001", "9999-12", "1899-Q4"] {
      let result = try program.run("screen", "/outlets@\(period)?view=heat", "--database", program.database)
      #expect(result.status == 2 && result.errors.contains(period), "\(period) \(result.errors)")
    }
  }

  /// From noticed to told by lines alone, each field by its name in either language.
  @Test(arguments: ["zh", "en"]) func theLoopIsTypedInLines(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.importCounty()
    let key = "unfiled/520590100001/W-04/"
    let fields =
      language == "zh"
      ? ["期限 +10", "办理人:张三", "说明 责令补办 备案", "佐证 通知7号.pdf"]
      : ["due +10", "who 张三", "note 责令补办 备案", "evidence 通知7号.pdf"]
    let script =
      [":520590/open-items?filter=W-04", "d 1", "1", "note first", "o", "y", "3"] + fields + ["o", "y", "q"]
    let result = try program.run(
      arguments: ["--linear", "--database", program.database, "--today", "2025-07-12", "--lang", language],
      input: script.map { $0 + "\n" }.joined())
    #expect(result.status == 0)
    let history = try program.run("items", "history", key, "--format", "json", "--database", program.database)
    let steps = try #require(try JSONSerialization.jsonObject(with: history.output) as? [[String: Any]])
    #expect(steps.compactMap { $0["step"] as? String } == ["noticed", "ordered"], "\(result.text)")
    #expect(steps.first?["note"] as? String == "first")
    let last = try #require(steps.last)
    #expect(last["due"] as? String == "2025-07-22" && last["who"] as? String == "张三")
    #expect(last["note"] as? String == "责令补办 备案" && last["evidence"] as? String == "通知7号.pdf")
    // What names no field is no text of one, and b leaves without a step.
    let left = try program.run(
      arguments: ["--linear", "--database", program.database, "--today", "2025-07-12", "--lang", language],
      input: [":520590/open-items?filter=W-04", "d 1", "1", "xyz 1", "b", "q"].map { $0 + "\n" }.joined())
    #expect(left.text.contains("xyz 1"))
    #expect(
      try program.run("items", "history", key, "--format", "json", "--database", program.database).text == history.text)
  }
}
