import Drawing
import Testing

@testable import Terminal

@Suite struct KeyReaderTests {
  func tokens(_ text: String) -> [KeyReader.Token] { text.unicodeScalars.map { .character($0) } }

  /// What comes of texts read one after the other, and then nothing more.
  func items(_ texts: String...) -> [KeyReader.Item] {
    var reader = KeyReader()
    return texts.flatMap { reader.read(tokens($0)) } + reader.flush()
  }

  func keys(_ text: String) -> [Key] {
    items(text).compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  @Test func anEscapeAloneIsEscape() {
    #expect(keys("\u{1B}") == [.escape])
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(keys("a\u{1B}") == [.character("a"), .escape])
  }

  @Test func altAndLoneBrackets() {
    #expect(keys("\u{1B}x") == [.alt("x")])
    #expect(keys("\u{1B}[") == [.alt("[")])
  }

  @Test func commonSequencesOfOtherTerminals() {
    #expect(keys("\u{1B}[A\u{1B}OB") == [.up, .down])
    #expect(keys("\u{1B}[Z\u{1B}[5~\u{1B}[6~\u{1B}[3~") == [.backTab, .pageUp, .pageDown, .delete])
    #expect(keys("\u{1B}OP\u{1B}[15~\u{1B}[24~") == [.function(1), .function(5), .function(12)])
  }

  @Test func unknownSequencesLeaveNoStrayLetters() {
    #expect(keys("\u{1B}[201~q") == [.character("q")])
    #expect(keys("\u{1B}[12;40Rj") == [.character("j")])
    #expect(keys("\u{1B}[?62;4cj") == [.character("j")])
    #expect(keys("\u{1B}[[Aj") == [.character("j")])
    #expect(keys("\u{1B}]4;1;rgb:0/0/0\u{07}j") == [.character("j")])
    #expect(keys("\u{1B}[1;") == [])
  }

  @Test func arrowsWithKeysHeld() {
    #expect(keys("\u{1B}[1;2A\u{1B}[1;3B") == [.arrow(.up, .shift), .arrow(.down, .alt)])
    #expect(keys("\u{1B}[1;5C\u{1B}[1;6D") == [.arrow(.right, .control), .arrow(.left, .control)])
    #expect(keys("\u{1B}[1;1A\u{1B}[1;4A") == [.up, .arrow(.up, .alt)])
    #expect(keys("\u{1B}Oc\u{1B}[d") == [.arrow(.right, .control), .arrow(.left, .shift)])
  }

  @Test func theMouse() {
    #expect(keys("\u{1B}[<0;12;7M\u{1B}[<0;12;7m") == [.mouse(Mouse(.press, column: 11, row: 6))])
    #expect(
      keys("\u{1B}[<64;1;1M\u{1B}[<65;300;99M") == [
        .mouse(Mouse(.wheelUp, column: 0, row: 0)), .mouse(Mouse(.wheelDown, column: 299, row: 98)),
      ])
    // With Shift held; the right button; a move; nonsense.
    #expect(keys("\u{1B}[<4;2;2M") == [.mouse(Mouse(.press, column: 1, row: 1))])
    #expect(keys("\u{1B}[<2;2;2M\u{1B}[<35;2;2M\u{1B}[<0;0;0M\u{1B}[<0;1Mj") == [.character("j")])
    // As terminals write it that do not know 1006.
    #expect(keys("\u{1B}[M !!\u{1B}[M#!!j") == [.mouse(Mouse(.press, column: 0, row: 0)), .character("j")])
  }

  @Test func aPasteIsOneKey() {
    #expect(keys("\u{1B}[200~毕节市/packaging\u{1B}[201~q") == [.pasted("毕节市/packaging"), .character("q")])
    #expect(keys("\u{1B}[200~ a\r\nb\u{1B}[A\u{7}\tc\n\u{1B}[201~") == [.pasted("a b[A c")])
    #expect(keys("\u{1B}[200~\u{1B}[201~") == [.pasted("")])
    #expect(items("\u{1B}[200~q", "q\u{1B}[20", "1", "~j") == [.key(.pasted("qq")), .key(.character("j"))])
    #expect(items("\u{1B}[20", "0~q", "\u{1B}", "[201~") == [.key(.pasted("q"))])
    // A mark that never comes does not lock the keyboard.
    var reader = KeyReader()
    #expect(reader.read(tokens("\u{1B}[200~lost")).isEmpty)
    #expect(reader.patience != nil)
    #expect(reader.flush() == [.key(.pasted("lost"))])
    #expect(reader.patience == nil)
    #expect(reader.read(tokens("j")) == [.key(.character("j"))])
  }

  @Test func aLongPasteIsReadInTimeThatGrowsWithIt() {
    let text = String(repeating: "四", count: 60_000)
    #expect(keys("\u{1B}[200~\(text)\u{1B}[201~") == [.pasted(text)])
  }

  @Test func anInputMethodLeftOnDoesNotLockTheKeyboard() {
    #expect(keys("ｊ？：") == [.character("j"), .character("?"), .character(":")])
    #expect(keys("毕节") == [.character("毕"), .character("节")])
  }

  func answers(_ texts: String...) -> Answers {
    var reader = KeyReader()
    var answers = Answers()
    for text in texts {
      for case .report(let report) in reader.read(tokens(text)) { answers.take(report) }
    }
    return answers
  }

  @Test func answersTellTheWidth() {
    #expect(answers("\u{1B}[12;2R").ambiguous == .one)
    #expect(answers("\u{1B}[1;3R").ambiguous == .two)
    #expect(answers("\u{1B}[12;9R").ambiguous == nil)
    #expect(answers("\u{1B}[1", ";2", "R").ambiguous == .one)
    #expect(answers("").ambiguous == nil)
  }

  @Test func answersTellTheBackground() {
    let white = Color(red: 255, green: 255, blue: 255)
    for text in [
      "rgb:ffff/ffff/ffff", "rgb:ff/ff/ff", "rgb:f/f/f", "rgba:ffff/ffff/ffff/0000", "#fff", "#ffffffffffff",
    ] {
      #expect(answers("\u{1B}]11;\(text)\u{1B}\\").background == white)
      #expect(answers("\u{1B}]11;\(text)\u{07}").background == white)
      #expect(answers("\u{1B}]11;", text, "\u{1B}", "\\").background == white)
    }
    #expect(answers("\u{1B}]11;rgb:1234/8080/00\u{07}").background == Color(red: 0x12, green: 0x80, blue: 0))
    for text in ["rgb:ff/ff", "rgb:fffff/0/0", "rgb:gg/00/00", "red", "#ffff", "rgb:-1/0/0", ""] {
      #expect(answers("\u{1B}]11;\(text)\u{07}").background == nil)
    }
    #expect(answers("\u{1B}]10;rgb:ff/ff/ff\u{07}").background == nil)
  }

  @Test func answersTellOfFrames() {
    #expect(answers("\u{1B}[?2026;2$y").hasSynchronizedOutput == true)
    #expect(answers("\u{1B}[?2026;1$y").hasSynchronizedOutput == true)
    #expect(answers("\u{1B}[?2026;0$y").hasSynchronizedOutput == false)
    #expect(answers("\u{1B}[?2026;4$y").hasSynchronizedOutput == false)
    #expect(answers("\u{1B}[?25;1$y").hasSynchronizedOutput == nil)
  }

  @Test func numbersBeyondAllKeysAreNoReasonToStop() {
    #expect(keys("\u{1B}[1;-9223372036854775808Aj") == [.up, .character("j")])
    #expect(answers("\u{1B}[1;-9223372036854775808R").ambiguous == nil)
  }
}
