import Foundation
import PostalModel

/// 文稿夹: where the dashboard puts what it writes.
enum OfficeFolder {
  /// The folder of the user's documents (XDG), else the one the program was started in.
  static func path(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    let home = environment["HOME"] ?? ""
    var named = environment["XDG_DOCUMENTS_DIR"]
    if named == nil {
      let config = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
      // Lines such as XDG_DOCUMENTS_DIR="$HOME/文档".
      let lines = (try? String(contentsOfFile: config + "/user-dirs.dirs", encoding: .utf8)) ?? ""
      for line in lines.split(separator: "\n") where line.hasPrefix("XDG_DOCUMENTS_DIR=") {
        named = line.dropFirst("XDG_DOCUMENTS_DIR=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
          .replacingOccurrences(of: "$HOME", with: home)
      }
    }
    if let named, named.hasPrefix("/"), named != home, isFolder(named) { return named }
    return FileManager.default.currentDirectoryPath
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// A name for several files in a folder, one for each ending, none of which is taken. The name may come from returns:
  /// nothing in it leaves the folder, hides the file, or is taken for an option.
  static func freeStem(_ name: String, endings: [String], in folder: String) -> String {
    // By scalars: a mark set over a slash leaves it a slash to the system.
    var plain = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where plain.reduce(0, { $0 + UTF8.width($1) }) < 200 {
      let isPlain = !scalar.isUnseen && !"/\\:*?\"<>|".unicodeScalars.contains(scalar)
      let isHead = plain.isEmpty && (!isPlain || scalar == "." || scalar == "-")
      plain.append(isHead ? "_" : isPlain ? scalar : "-")
    }
    var stem = "\(folder)/\(plain)"
    var number = 2
    while endings.contains(where: { FileManager.default.fileExists(atPath: "\(stem).\($0)") }) {
      stem = "\(folder)/\(plain)-\(number)"
      number += 1
    }
    return stem
  }
}
