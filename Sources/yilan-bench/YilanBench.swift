import ArgumentParser

/// What `make bench` measures with; no part of what is installed.
@main
struct YilanBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "yilan-bench", abstract: "Makes returns of a whole country to measure Yilan with. 生成全国规模的测试报表。",
    subcommands: [GenerateCommand.self, CountCommand.self])
}
