import Drawing
import Foundation
import PostalModel
import Terminal

/// The terminal, its encoding, and the fonts of the machine.
struct TerminalCheck {
  let language: Language
  let environment: [String: String]
  /// nil where there is no terminal to look at.
  let facts: TerminalFacts

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  var findings: [Finding] {
    [locale] + (isatty(STDOUT_FILENO) == 1 ? [kind, size, colors, mouse] + asked : [notThere]) + [fonts]
  }

  private var notThere: Finding {
    Finding(
      "terminal", .skipped, say("终端", "terminal"),
      say("标准输出不是终端,未检查", "standard output is none; not looked at"))
  }

  private var locale: Finding {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let text = "\(named.isEmpty ? say("未设置", "not set") : named) · \(facts.encoding)"
    let name = say("区域与编码", "locale and encoding")
    if let missing = facts.missingLocale {
      return Finding(
        "locale", .warning, name,
        say("本机没有区域 \(missing),按 UTF-8 发送", "the locale \(missing) is not on this machine; UTF-8 is sent"),
        remedy: say(
          "sudo dpkg-reconfigure locales,或 export LC_ALL=C.UTF-8",
          "sudo dpkg-reconfigure locales, or export LC_ALL=C.UTF-8"))
    }
    guard facts.encodesChinese else {
      return Finding(
        "locale", .fault, name, say("\(text):不能写中文", "\(text): has no Chinese"), remedy: "export LC_ALL=C.UTF-8")
    }
    return Finding("locale", .ok, name, text)
  }

  private var kind: Finding {
    let name = say("终端", "terminal")
    let term = facts.term.isEmpty ? say("TERM 未设置", "TERM is not set") : "TERM=\(facts.term)"
    if facts.isConsole {
      return Finding(
        "terminal", .fault, name,
        say("\(term):内核控制台没有中文字形", "\(term): the kernel's console has no Chinese"),
        remedy: say(
          "大屏用 make kiosk-install(cage 加 foot),日常用图形终端或 SSH",
          "for a wall: make kiosk-install (cage and foot); else a graphical terminal or SSH"))
    }
    if !facts.hasDescription {
      let remedy = say(
        "sudo apt-get install ncurses-term,或 TERM=xterm-256color",
        "sudo apt-get install ncurses-term, or TERM=xterm-256color")
      guard let other = facts.replacement else {
        return Finding(
          "terminal", .fault, name, say("\(term):本机没有描述", "\(term): no description on this machine"), remedy: remedy)
      }
      return Finding(
        "terminal", .warning, name,
        say("\(term):本机没有描述,按 \(other) 使用", "\(term): no description on this machine; \(other) is used"), remedy: remedy
      )
    }
    guard facts.canPlaceCursor else {
      return Finding(
        "terminal", .fault, name, say("\(term):不能移动光标,只有逐行文字", "\(term): cannot place its cursor; plain lines only"),
        remedy: "TERM=xterm-256color")
    }
    let multiplexer = environment["TMUX"]?.isEmpty == false ? say(",在 tmux 中", ", in tmux") : ""
    let far = isRemote ? say(",经 SSH", ", through SSH") : ""
    return Finding("terminal", .ok, name, term + multiplexer + far)
  }

  private var size: Finding {
    let name = say("大小", "size")
    guard let size = facts.size else {
      return Finding(
        "size", .warning, name, say("终端没有报告", "the terminal does not tell"), remedy: "stty cols 120 rows 36")
    }
    let text = "\(size.width)×\(size.height)"
    guard size.width >= 80, size.height >= 24 else {
      return Finding(
        "size", .warning, name, text,
        remedy: say("80×24 以上看得全;请放大窗口或缩小字号", "80×24 and more shows all; a larger window or smaller letters"))
    }
    return Finding("size", .ok, name, text)
  }

  private var colors: Finding {
    let name = say("颜色", "colours")
    if environment["NO_COLOR"]?.isEmpty == false {
      return Finding(
        "colors", .warning, name, say("NO_COLOR 已设,不用颜色", "NO_COLOR is set; none are used"), remedy: "unset NO_COLOR")
    }
    let text = say("\(facts.colors) 色", "\(facts.colors)")
    guard facts.colors >= 256 else {
      return Finding(
        "colors", .warning, name, text,
        remedy: say("终端多半能 256 色:TERM=xterm-256color", "most terminals have 256: TERM=xterm-256color"))
    }
    return Finding("colors", .ok, name, text)
  }

  private var mouse: Finding {
    Finding(
      "mouse", .ok, say("鼠标", "mouse"),
      facts.hasMouse ? say("描述里有", "the description has one") : say("描述里没有,只用键盘", "the description has none; keys only")
    )
  }

  /// What the terminal answered.
  private var asked: [Finding] {
    guard let answers = facts.answers else {
      return [
        Finding(
          "answers", facts.isConsole ? .skipped : .warning, say("询问终端", "asking the terminal"),
          say("没有回答(一秒内,或不便询问)", "no answer (within a second, or it could not be asked)"),
          remedy: say("线条错位时加 --ambiguous 1 或 2", "where lines are crooked, give --ambiguous 1 or 2"))
      ]
    }
    var findings: [Finding] = []
    let synchronized = answers.hasSynchronizedOutput ?? false
    findings.append(
      Finding(
        "synchronized", .ok, say("整帧显示(2026)", "whole frames (2026)"),
        synchronized ? say("支持", "yes") : say("不支持或未回答,照常可用", "no, or not told; works without")))
    if let ambiguous = answers.ambiguous {
      findings.append(
        Finding(
          "ambiguous", .ok, say("歧义宽度", "ambiguous characters"),
          say("─ 占 \(ambiguous.rawValue) 列", "─ takes \(ambiguous.rawValue) column(s)")))
    } else {
      findings.append(
        Finding(
          "ambiguous", .warning, say("歧义宽度", "ambiguous characters"), say("终端没有说清", "the terminal does not tell"),
          remedy: "--ambiguous 1 | 2"))
    }
    let name = say("中文宽度", "width of Chinese")
    switch facts.chineseColumns {
    case 2:
      findings.append(
        Finding(
          "chinese", .ok, name,
          say(
            "“快”占 2 列(说明终端按宽字排,不说明它有这个字形)",
            "快 takes 2 columns (which says how it is counted, not that there is a glyph for it)")))
    case nil:
      findings.append(Finding("chinese", .warning, name, say("终端没有说清", "the terminal does not tell")))
    case let columns?:
      findings.append(
        Finding(
          "chinese", .fault, name,
          say("“快”占 \(columns) 列,表格会错位", "快 takes \(columns) column(s): tables will be crooked"),
          remedy: say(
            "终端编码须为 UTF-8(PuTTY:窗口→转换→UTF-8),LC_ALL=C.UTF-8",
            "set the terminal to UTF-8 (PuTTY: Window, Translation), LC_ALL=C.UTF-8")))
    }
    return findings
  }

  private var isRemote: Bool { environment["SSH_CONNECTION"]?.isEmpty == false }

  /// Fonts are those of the machine the program runs on, which draws only where the terminal runs there too.
  private var fonts: Finding {
    let name = say("中文字体", "Chinese fonts")
    let remote =
      isRemote ? say("(本机的;经 SSH 时由你面前的电脑显示)", " (of this machine; through SSH the one before you draws)") : ""
    guard let program = OutsideProgram.find("fc-list"),
      let listed = OutsideProgram.output(program, [":lang=zh-cn", "family", "spacing"])
    else {
      return Finding(
        "fonts", .skipped, name, say("没有 fc-list,无从得知\(remote)", "there is no fc-list to tell\(remote)"),
        remedy: isRemote
          ? nil
          : say(
            "本机接屏幕时:sudo apt-get install fontconfig fonts-noto-cjk",
            "with a screen of its own: sudo apt-get install fontconfig fonts-noto-cjk"))
    }
    var families: [String] = []
    for line in listed.split(separator: "\n") {
      let family = line.prefix { $0 != "," && $0 != ":" }.trimmingCharacters(in: .whitespaces)
      if !families.contains(family) { families.append(family) }
    }
    guard !families.isEmpty else {
      return Finding(
        "fonts", isRemote ? .skipped : .warning, name, say("本机一种也没有", "none on this machine") + remote,
        remedy: isRemote ? nil : "sudo apt-get install fonts-noto-cjk")
    }
    // Those that a terminal would take here, first.
    func rank(_ family: String) -> Int { (family.contains("Mono") ? 0 : 2) + (family.hasSuffix("SC") ? 0 : 1) }
    families.sort { (rank($0), $0) < (rank($1), $1) }
    let shown = families.prefix(2).joined(separator: ", ")
    return Finding(
      "fonts", .ok, name,
      say("\(families.count) 种,如 \(shown)\(remote)", "\(families.count), such as \(shown)\(remote)"))
  }
}
