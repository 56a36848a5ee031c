import Drawing
import Testing

@testable import Terminal

@Suite struct KeyReaderTests {
  func keys(_ text: String) -> [Key] {
    KeyReader.keys(from: text.unicodeScalars.map { .character($0) })
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
    #expect(keys("\u{1B}[1;5C") == [.right])
    #expect(keys("\u{1B}[Z\u{1B}[5~\u{1B}[6~\u{1B}[3~") == [.backTab, .pageUp, .pageDown, .delete])
    #expect(keys("\u{1B}OP\u{1B}[15~\u{1B}[24~") == [.function(1), .function(5), .function(12)])
  }

  @Test func unknownSequencesLeaveNoStrayLetters() {
    #expect(keys("\u{1B}[200~q") == [.character("q")])
    #expect(keys("\u{1B}[<0;12;7Mj") == [.character("j")])
    #expect(keys("\u{1B}[12;40Rj") == [.character("j")])
    #expect(keys("\u{1B}[?62;4cj") == [.character("j")])
  }

  @Test func anInputMethodLeftOnDoesNotLockTheKeyboard() {
    #expect(keys("ｊ？：") == [.character("j"), .character("?"), .character(":")])
    #expect(keys("毕节") == [.character("毕"), .character("节")])
  }

  @Test func theAnswerOfTheTerminalTellsTheWidth() {
    #expect(AmbiguousProbe.width(fromReply: "\u{1B}[12;2R") == .one)
    #expect(AmbiguousProbe.width(fromReply: "\u{1B}[12;3R") == .two)
    #expect(AmbiguousProbe.width(fromReply: "\u{1B}[12;9R") == nil)
    #expect(AmbiguousProbe.width(fromReply: "") == nil)
  }
}
