import Foundation

extension Screen {
  /// Hands a text to the terminal's clipboard by OSC 52, which works through SSH where the terminal allows it.
  ///
  /// Longer texts than terminals commonly take (74,994 bytes) are left alone. To be called after a frame was shown:
  /// curses has a buffer of its own, and this must not land inside it.
  public func copy(_ text: String) {
    let data = Data(text.utf8)
    guard data.count <= 74_994, takesCommands else { return }
    send("\u{1B}]52;c;\(data.base64EncodedString())\u{07}".utf8.map(CChar.init(bitPattern:)))
  }
}
