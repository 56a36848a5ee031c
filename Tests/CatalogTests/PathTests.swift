import Catalog
import Foundation
import Testing

@Suite struct PathTests {
  @Test func theFolderNamedWinsAndMustHoldTheData() throws {
    let scratch = try Scratch()
    let environment = ["YILAN_HOME": scratch.path, "HOME": "/home/nobody"]
    let paths = try CatalogPaths.find(named: Scratch.share, environment: environment)
    #expect(paths.share == Scratch.share)
    #expect(paths.user == ["/home/nobody/.local/share/yilan", "/home/nobody/.config/yilan"])
    let error = #expect(throws: CatalogError.self) { try CatalogPaths.find(environment: environment) }
    #expect(error?.file == scratch.path)
    #expect(error?.en.contains("YILAN_HOME") == true)
    #expect(error?.zh.contains("YILAN_HOME") == true)
  }

  @Test func anInstalledProgramIsFollowedThroughLinks() throws {
    let scratch = try Scratch()
    let program = try scratch.write("opt/yilan/bin/yilan", "")
    try scratch.write("opt/yilan/share/yilan/Data/indicators.toml", "")
    try scratch.write("opt/yilan/share/yilan/Themes/x.toml", "")
    try scratch.write("bin/other", "")
    let link = scratch.path + "/bin/yilan"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: program)
    let paths = try CatalogPaths.find(environment: [:], executable: link, currentFolder: "/")
    #expect(paths.share.hasSuffix("/opt/yilan/share/yilan"))
    #expect(paths.user.isEmpty)
  }

  @Test func theCheckoutIsFoundFromTheProgramAndFromTheCurrentFolder() throws {
    let scratch = try Scratch()
    try scratch.write("tree/Data/indicators.toml", "")
    try scratch.write("tree/Themes/x.toml", "")
    let program = try scratch.write("tree/.build/debug/yilan", "")
    let elsewhere = try scratch.write("elsewhere/yilan", "")
    let tree = try #require(realpath(scratch.path + "/tree", nil).map { String(cString: $0) })
    #expect(try CatalogPaths.find(environment: [:], executable: program, currentFolder: "/").share == tree)
    let inside = tree + "/.build"
    #expect(try CatalogPaths.find(environment: [:], executable: elsewhere, currentFolder: inside).share == tree)
    let error = #expect(throws: CatalogError.self) {
      try CatalogPaths.find(environment: [:], executable: elsewhere, currentFolder: "/")
    }
    #expect(error?.en.contains("--data") == true)
  }

  @Test func userFoldersFollowTheEnvironment() throws {
    let environment = ["XDG_CONFIG_HOME": "/etc/office", "XDG_DATA_HOME": "relative", "HOME": "/home/nobody"]
    let paths = try CatalogPaths.find(named: Scratch.share, environment: environment)
    #expect(paths.user == ["/home/nobody/.local/share/yilan", "/etc/office/yilan"])
    #expect(CatalogPaths.configFolder(environment) == "/etc/office/yilan")
    #expect(CatalogPaths.configFolder([:]) == nil)
  }
}
