import Catalog
import Drawing
import PostalModel
import Terminal

/// How the dashboard takes a terminal: in which theme, asked what, refused why, and what a person has to be told of it.
extension DashboardRun {
  /// The themes for a dark and a light background; the same one where it was named.
  ///
  /// - Parameter kept: the one chosen last, which may be gone by now.
  func themes(_ setup: Setup, kept: String?) throws -> (dark: Theme, light: Theme) {
    let settings = setup.settings
    if view.theme == nil, let kept, let theme = try? setup.catalog.theme(named: kept) { return (theme, theme) }
    let named = view.theme ?? settings.theme
    func theme(_ name: String) throws -> Theme {
      do { return try setup.catalog.theme(named: name) } catch { throw Failure.usage(error.text(setup.language)) }
    }
    guard named == Settings.automaticTheme else {
      let theme = try theme(named)
      return (theme, theme)
    }
    return (try theme(settings.darkTheme), try theme(settings.lightTheme))
  }

  /// What the terminal has to be asked: nothing that was given.
  func questions(_ themes: (dark: Theme, light: Theme)) -> Set<Question> {
    var questions: Set<Question> = [.synchronizedOutput]
    if width == nil { questions.insert(.ambiguous) }
    if themes.dark != themes.light { questions.insert(.background) }
    return questions
  }

  /// Takes the terminal over.
  ///
  /// - Parameter holdsSignalKeys: keys that stop or suspend a program do not.
  /// - Throws: `ScreenError.unableTerminal` as it is, all else as a failure in the language of the user.
  @MainActor
  func openScreen(_ setup: Setup, holdsSignalKeys: Bool = false) throws -> Screen {
    do {
      return try Screen(options: Screen.Options(ambiguous: width ?? .one, holdsSignalKeys: holdsSignalKeys))
    } catch {
      switch error {
      case .unableTerminal: throw error
      case .unknownTerminal(let name):
        let term = name.isEmpty ? setup.say("TERM 未设置", "TERM is not set") : "TERM=\(name)"
        throw Failure.usage(
          setup.say(
            "\(term):本机没有这种终端的描述;请安装 ncurses-term(sudo apt-get install ncurses-term),或改用 TERM=xterm-256color yilan",
            "\(term): this machine has no description of such a terminal; install it (sudo apt-get install ncurses-term) "
              + "or use TERM=xterm-256color yilan"))
      case .noTerminal:
        throw Failure.usage(
          setup.say(
            "标准输入输出和 /dev/tty 都不是终端;打印画面请用 yilan screen 地址",
            "neither standard input and output nor /dev/tty is a terminal; yilan screen ADDRESS prints a screen"))
      case .failed:
        throw Failure.usage(
          setup.say(
            "终端无法进入全屏;打印画面请用 yilan screen 地址",
            "the terminal could not be set up; yilan screen ADDRESS prints a screen without it"))
      }
    }
  }

  /// What the terminal keeps the dashboard from, and what helps; nil where there is nothing.
  @MainActor
  func notice(of screen: Screen, _ words: Words) -> String? {
    if screen.isConsole { return words["terminal.console"] }
    if !screen.canShowChinese { return words["terminal.locale"] }
    if let locale = screen.missingLocale { return words["terminal.missingLocale", locale] }
    return screen.replacement.map { words["terminal.replaced", screen.term, $0] }
  }
}
