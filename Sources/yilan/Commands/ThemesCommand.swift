import ArgumentParser
import Catalog
import Drawing
import PostalModel

/// `themes`: what there is to choose from, the user's own among them.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes",
    abstract: "Lists the themes, for whom each is and the least contrast of its text. 主题。")
  @Option(help: "table or json. 格式。")
  var format: String = "table"
  @OptionGroup var options: SharedOptions

  private struct Line {
    var id: String
    var theme: Theme
    var isUsers: Bool
  }

  func run() throws {
    guard ["table", "json"].contains(format) else { throw Failure.usage("--format \(format): table | json") }
    let setup = try Setup(options, parts: .targets)
    var lines: [Line] = []
    for id in setup.catalog.themeNames() {
      do throws(CatalogError) {
        lines.append(
          Line(id: id, theme: try setup.catalog.theme(named: id), isUsers: setup.catalog.isUsersTheme(id)))
      } catch {
        standardError(error.text(setup.language) + setup.say(";此文件未采用", "; this file is left out"))
      }
    }
    standardOutput(format == "json" ? json(lines) : table(lines, setup))
  }

  private func table(_ lines: [Line], _ setup: Setup) -> String {
    let headings = [
      setup.say("主题", "theme"), setup.say("名称", "name"), setup.say("底色", "ground"),
      setup.say("最低对比", "least contrast"), setup.say("来源", "from"), setup.say("适用", "for whom"),
    ]
    let rows = lines.map { line in
      [
        line.id, name(line.theme, setup),
        line.theme.kind == .dark ? setup.say("深", "dark") : setup.say("浅", "light"),
        contrast(line.theme, setup), line.isUsers ? setup.say("自有", "own") : setup.say("自带", "shipped"),
        setup.say(line.theme.about, line.theme.aboutEn.isEmpty ? line.theme.about : line.theme.aboutEn),
      ]
    }
    return PlainTable.lines(headings: headings, rows: rows).joined(separator: "\n") + "\n"
  }

  private func name(_ theme: Theme, _ setup: Setup) -> String {
    setup.say(theme.name, theme.nameEn.isEmpty ? theme.name : theme.nameEn)
  }

  /// Down to one decimal, never up; with what the theme promises where it does not keep it.
  private func contrast(_ theme: Theme, _ setup: Setup) -> String {
    guard let least = theme.leastContrast() else { return setup.say("随终端", "the terminal's") }
    let figure = "\((least.contrast * 10).rounded(.down) / 10)"
    if least.contrast >= theme.contrast { return figure }
    return figure
      + setup.say(
        " 低于 \(theme.contrast):\(least.role.rawValue)/\(least.ground.rawValue)",
        " below \(theme.contrast): \(least.role.rawValue)/\(least.ground.rawValue)")
  }

  private func json(_ lines: [Line]) -> String {
    let objects = lines.map { line in
      var object = JSONObject()
      object.add("id", .text(line.id))
      object.add("name", .text(line.theme.name))
      object.add("name_en", .text(line.theme.nameEn))
      object.add("kind", .text(line.theme.kind.rawValue))
      object.add(
        "least_contrast", .optional(line.theme.leastContrast().map { ($0.contrast * 100).rounded(.down) / 100 }))
      object.add("promised_contrast", .number(line.theme.contrast))
      object.add("safe_for", .array(line.theme.safeFor.map { .text($0.rawValue) }))
      object.add("about", .text(line.theme.about))
      object.add("about_en", .text(line.theme.aboutEn))
      object.add("own", .truth(line.isUsers))
      return object.text
    }
    return "[" + objects.map { "\n" + $0 }.joined(separator: ",") + "\n]\n"
  }
}
