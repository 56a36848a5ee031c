/// Where the program's own data lies, and the user's files that lie over it.
public struct CatalogPaths: Sendable, Equatable {
  /// The folder that holds `Data` and `Themes`.
  public var share: String
  /// The user's folders, the later over the earlier. None of them has to exist.
  public var user: [String]

  public init(share: String, user: [String] = []) {
    self.share = share
    self.user = user
  }

  /// Finds the folders: the one named, `YILAN_HOME`, `share/yilan` beside the installed program, then the checkout
  /// the program was built in or is run from.
  ///
  /// - Parameters:
  ///   - named: as `--data` gives it; it and `YILAN_HOME` must hold the data, and no other place is tried.
  ///   - environment: the variables of the process.
  ///   - executable: the program's file; nil asks the system.
  ///   - currentFolder: nil asks the system.
  public static func find(
    named: String? = nil, environment: [String: String], executable: String? = nil, currentFolder: String? = nil
  ) throws(CatalogError) -> CatalogPaths {
    let user = userFolders(environment)
    let home = environment["YILAN_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    if let chosen = named ?? home {
      guard isShare(chosen) else {
        let by = named == nil ? "YILAN_HOME" : "--data"
        throw CatalogError(
          file: chosen, zh: "\(by) 所指的文件夹里没有 Data/indicators.toml 和 Themes",
          en: "the folder named by \(by) does not hold Data/indicators.toml and Themes")
      }
      return CatalogPaths(share: chosen, user: user)
    }
    let program = executable ?? programFile()
    let programFolder = program.flatMap(Files.resolved).map(parent)
    if let programFolder {
      let installed = parent(programFolder) + "/share/yilan"
      if isShare(installed) { return CatalogPaths(share: installed, user: user) }
    }
    for start in [programFolder, currentFolder ?? Files.currentFolder()] {
      guard var folder = start else { continue }
      while true {
        if isShare(folder) { return CatalogPaths(share: folder, user: user) }
        if folder == "/" || folder.isEmpty { break }
        folder = parent(folder)
      }
    }
    throw CatalogError(
      file: programFolder ?? ".",
      zh: "找不到 Data 和 Themes:请用 --data 或 YILAN_HOME 指明文件夹,或装到 <前缀>/share/yilan",
      en: "Data and Themes were not found: name their folder by --data or YILAN_HOME, or install <prefix>/share/yilan")
  }

  /// The user's folder for configuration, where plans are attached; nil without a home.
  public static func configFolder(_ environment: [String: String]) -> String? {
    base("XDG_CONFIG_HOME", ".config", environment)
  }

  /// The folder for what is kept between two runs; nil without a home.
  public static func stateFolder(_ environment: [String: String]) -> String? {
    base("XDG_STATE_HOME", ".local/state", environment)
  }

  /// Folders of the XDG base directory specification, data below configuration.
  private static func userFolders(_ environment: [String: String]) -> [String] {
    [base("XDG_DATA_HOME", ".local/share", environment), configFolder(environment)].compactMap { $0 }
  }

  private static func base(_ variable: String, _ fallback: String, _ environment: [String: String]) -> String? {
    if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/yilan" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/\(fallback)/yilan"
  }

  private static func isShare(_ folder: String) -> Bool {
    Files.exists(folder + "/Data/indicators.toml") && Files.exists(folder + "/Themes")
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func programFile() -> String? {
    #if os(Linux)
      "/proc/self/exe"
    #else
      CommandLine.arguments.first
    #endif
  }
}
