import ArgumentParser
import Foundation
import PostalModel

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Writes the invented returns of a country as CSV files, with a manifest. 生成报表。",
    discussion: "The same seed, size and list of areas give the same bytes. Nothing in the files is real but the areas."
  )

  @Option(help: "Percent of the country: 1, 10 or 100. 全国的百分之几。")
  var size: Int
  @Option(help: "The seed of all numbers. 种子。")
  var seed: UInt64 = 1
  @Option(help: "A new folder for the files. 输出文件夹。")
  var out: String
  @Option(
    help: "A list of the country's areas, .csv or .csv.gz: code, name, parent; by default areas are made up. 区划表。")
  var divisions: String?
  @Option(help: "A list of code changes: what lies in the old codes is left out. 区划代码变更表。")
  var changes: String?

  func validate() throws {
    guard [1, 10, 100].contains(size) else { throw ValidationError("--size \(size): 1 | 10 | 100") }
  }

  func run() throws {
    do {
      let source: AreaSource = divisions.map { .list(path: $0) } ?? .madeUp(seed: seed)
      let country = try Country(source, size: size, endedCodes: changes.map(AreaList.endedCodes) ?? [])
      let folder = URL(fileURLWithPath: out, isDirectory: true)
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent(Manifest.name).path) {
        throw Problem(
          file: out, zh: "文件夹里已有生成的报表;请换一个文件夹", en: "the folder holds generated returns already; name another")
      }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let files = ReturnFiles(folder: folder, groupDigits: country.groupDigits)
      try country.visitCounties { county in
        try files.begin(county.code)
        try CountyReturns(county, seed: seed, files: files).write()
      }
      let manifest = try files.finish()
      print(
        "\(manifest.files.count) files, \(manifest.rows) rows, \(manifest.figures) figures, \(manifest.bytes) bytes")
    } catch let problem as Problem {
      throw ValidationError("\(problem.text(.zh)) / \(problem.en)")
    }
  }
}
