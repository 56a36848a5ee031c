import ArgumentParser
import PostalModel

/// What every command takes.
struct SharedOptions: ParsableArguments {
  @Option(
    help:
      "The database: a file, or postgres://USER@HOST/NAME of a server. Also by YILAN_DATABASE. 数据库文件,或服务器地址。")
  var database: String?

  @Option(help: "The folder that holds Data and Themes. Also by YILAN_HOME. 数据与主题所在文件夹。")
  var data: String?

  @Option(help: "Pins the clock to a day, such as 2025-07-08. 固定“今天”。")
  var today: Day?

  @Option(help: "Shows everything as it stood in the store at the end of a past day; today is then that day. 按某日的库。")
  var asOf: Day?

  @Option(help: "zh or en; by default the locale's. 语言。")
  var lang: Language?
}

/// How screens are drawn.
struct ViewOptions: ParsableArguments {
  @Option(help: "The place to open: area/panel/indicator@period?plan=ID. 打开的地址。")
  var at: String?

  @Option(help: "The plan used as the measure: hoxud, bijie, linxia, kashgar, xishuangbanna. 用作标尺的规划。")
  var plan: String?

  @Option(help: "A theme (see yilan themes), or auto: dark or light as the terminal is. By default the setting's. 主题。")
  var theme: String?

  @Option(help: "full, safe or ascii. 字符档。")
  var glyphs: String?

  @Flag(help: "Plain numbered lines instead of a drawn screen, for screen readers and scripts. 逐行文字。")
  var linear = false

  @Option(help: "Columns of ambiguous characters: auto, 1 or 2. 歧义宽度。")
  var ambiguous: String = "auto"
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Period: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension AreaCode: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Language: ExpressibleByArgument {}
extension Form: ExpressibleByArgument {}
