import Drawing
import Foundation
import PostalModel
import Testing

@testable import Dashboard
@testable import Panels

/// The files of words: the same keys in both languages, and all that the code asks for.
@Suite struct WordsTests {
  @Test func bothLanguagesHaveTheSameKeys() {
    let (zh, en) = (Fixture.words(.zh), Fixture.words(.en))
    #expect(zh.keys == en.keys)
    #expect(zh.keys.count > 200)
  }

  @Test func slotsAgree() {
    let (zh, en) = (Fixture.words(.zh), Fixture.words(.en))
    func slots(_ text: String) -> Set<Character> {
      Set(zip(text, text.dropFirst()).filter { $0.0 == "{" }.map(\.1))
    }
    // The month of a sentence is named in one language only.
    for key in zh.keys { #expect(slots(zh[key]) == slots(en[key]), "\(key)") }
  }

  /// Words that stand in columns, lines of tabs and hints, or on one line: no translation may be wider than its place.
  @Test(arguments: [
    ("tab.", 9), ("level.", 10), ("label.", 8), ("absence.", 8), ("status.", 19), ("badge.", 18), ("form.", 9),
    ("column.", 14), ("unit.", 11), ("sort.", 11), ("app.", 5), ("confirm.", 3), ("word.", 8), ("panel.", 24),
    ("why.", 60), ("sibling.", 60), ("month.", 60), ("copy.", 60), ("enter.", 60), ("mark.", 60), ("paste.", 60),
    ("plan.", 40), ("theme.", 40), ("note.", 44), ("terminal.", 100), ("undo.", 100), ("palette.kind.", 12),
  ])
  func wordsFitTheirPlace(family: String, limit: Int) {
    for language in Language.allCases {
      let words = Fixture.words(language)
      let keys = words.keys.filter { $0.hasPrefix(family) }
      #expect(!keys.isEmpty, "\(family)")
      for key in keys { #expect(Glyphs().columns(of: words[key]) <= limit, "\(language) \(key)") }
    }
  }

  @Test func everyWordAskedForExists() throws {
    let words = Fixture.words(.zh)
    var asked: Set<String> = []
    for module in ["Panels", "Dashboard"] {
      let folder = Fixture.root.appendingPathComponent("Sources/\(module)")
      for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(
          of: /(?:words\[\s*|fill\(\s*|AddressProblem\(|word: |day\([a-zA-Z.]+, |\? |: )"([a-z]+\.[A-Za-z.\-]+)"/)
        {
          asked.insert(String(match.1))
        }
      }
    }
    let known = asked.filter { key in words.keys.contains { $0.hasPrefix(key.prefix { $0 != "." } + ".") } }
    #expect(known.count > 120)
    for key in known { #expect(words.contains(key), "\(key)") }
  }

  @Test func everyFamilyIsComplete() {
    let words = Fixture.words(.zh)
    for status in Status.allCases { #expect(words.contains("status.\(status.rawValue)")) }
    for status in Status.allCases { #expect(words.contains("help.status.\(status.rawValue)")) }
    for form in Form.allCases { #expect(words.contains("form.\(form.rawValue)")) }
    for level in AreaLevel.allCases { #expect(words.contains("level.\(level.word)")) }
    let absences: [Absence] = [
      .notReported, .notDue, .notOwed, .notSent, .notApplicable, .noResidents, .noRegister, .notClosed, .noStandard,
      .notAddable,
    ]
    for absence in absences {
      #expect(words.contains("absence.\(absence.rawValue)"))
      #expect(words.contains("say.absence.\(absence.rawValue)"))
    }
    for source in ReturnSource.allCases { #expect(words.contains("source.kind.\(source)")) }
    for context in Keymap.Context.allCases { #expect(words.contains("context.\(context.rawValue)")) }
    for kind in PaletteRow.Kind.allCases { #expect(words.contains("palette.kind.\(kind.rawValue)")) }
    for unit in Indicator.Unit.allCases { #expect(words.contains("unit.\(unit.rawValue)")) }
    for key in words.keys where key.hasPrefix("key.") && !key.hasSuffix(".long") {
      #expect(words.contains(key + ".long"))
    }
  }
}
