import Foundation

/// The program in a real terminal: a tmux server of its own.
final class TerminalSession {
  private let socket = "yilan-\(UUID().uuidString.prefix(8))"
  private let environment: [String: String]

  /// Starts a shell in a window of a size.
  init(width: Int, height: Int, environment: [String: String]) throws {
    self.environment = environment
    _ = try tmux("-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "env PS1='$ ' sh")
    _ = try tmux("set-option", "-g", "window-size", "manual")
  }

  deinit { _ = try? tmux("kill-server") }

  static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux") }

  @discardableResult
  func tmux(_ arguments: String...) throws -> String {
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("\(socket)-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: output) }
    _ = try Spawn.run(
      "/usr/bin/tmux", ["-u", "-L", socket] + arguments, environment: environment, output: output.path)
    return try String(contentsOf: output, encoding: .utf8)
  }

  func keys(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

  func screen() throws -> String { try tmux("capture-pane", "-p") }

  func resize(width: Int, height: Int) throws {
    try tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  /// The screen once it fulfils a condition; the last one seen where it does not within the time.
  func screen(within seconds: Double = 20, where condition: (String) -> Bool) throws -> String {
    let end = Date().addingTimeInterval(seconds)
    var seen = try screen()
    while !condition(seen), Date() < end {
      // tmux has no event for "the screen shows this"; it is asked again.
      usleep(30_000)
      seen = try screen()
    }
    return seen
  }

  func screen(showing text: String) throws -> String { try screen { $0.contains(text) } }

  /// alternate screen, cursor shown, mouse reporting, application keypad.
  func modes() throws -> String {
    try tmux(
      "display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag} #{keypad_cursor_flag}")
  }
}
