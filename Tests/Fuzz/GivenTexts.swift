import Catalog
import Dashboard
import Drawing
import Foundation
import PostalModel

/// What is typed, pasted or put into files beside returns: addresses, keys, and the TOML of offices.

/// A folder of the fuzzer's own, with one file in it that is written for each input.
private let folder: String = {
  var name = Array("/tmp/yilan-fuzz-XXXXXX".utf8CString)
  guard mkdtemp(&name) != nil else { fatalError("no folder") }
  return String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}()

private let kinds = [
  "plans/a.toml", "words/zh.toml", "themes/mine.toml", "playlists/mine.toml", "assessments/mine.toml", "keys.toml",
  "settings.toml", "areas/changes.csv",
]

/// Beside the shipped words there is nothing: each input is to be read alone.
private let catalog: Catalog = {
  for kind in kinds where kind.contains("/") { mkdir(folder + "/" + kind.prefix { $0 != "/" }, 0o700) }
  mkdir(folder + "/share", 0o700)
  mkdir(folder + "/share/Data", 0o700)
  symlink(root + "/Data/words", folder + "/share/Data/words")
  return Catalog(CatalogPaths(share: folder + "/share", user: [folder]))
}()

private let root = ProcessInfo.processInfo.environment["YILAN_FUZZ_ROOT"] ?? "."

private let indicators = (try? Catalog(CatalogPaths(share: root)).indicators()) ?? []

/// A file of an office, of the kind that the first byte says.
func checkFile(_ bytes: [UInt8], way: Int) {
  let catalog = catalog
  let kind = kinds[way % kinds.count]
  let path = folder + "/" + kind
  guard let file = fopen(path, "w") else { fatalError(path) }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
  defer { unlink(path) }
  func reading(_ body: () throws -> Void) {
    do { try body() } catch let error as CatalogError {
      check([error])
    } catch { fatalError("another error: \(error)") }
  }
  switch way % kinds.count {
  case 0: check(catalog.planBook(indicators: indicators).1)
  case 1: reading { _ = try catalog.words(.zh) }
  case 2: reading { _ = try catalog.theme(named: "mine") }
  case 3: reading { _ = try catalog.playlist(named: "mine", indicators: indicators, panels: ["plans"]) }
  case 4: check(catalog.assessments(indicators: indicators).1)
  case 5:
    reading { _ = try catalog.keyFile().map { try? Keymap($0.lines.map { (command: $0.command, keys: $0.keys) }) } }
  case 6: reading { _ = try catalog.settings() }
  default: reading { _ = try catalog.codeChanges() }
  }
  if let text = String(validating: bytes, as: UTF8.self) { reading { _ = try catalog.columnMap(text, file: "m.toml") } }
}

private func check(_ errors: [CatalogError]) {
  for error in errors {
    for language in Language.allCases {
      let text = error.text(language)
      precondition(!error.file.isEmpty && error.line >= 0 && !text.isEmpty, "an error without a place")
      precondition(!text.unicodeScalars.contains { $0.isUnseen }, "an error that steers: \(text)")
    }
  }
}

/// An address that can be read is written as one that leads to the same place.
func checkAddress(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  guard let address = try? Address(text) else { return }
  let place = address.place
  guard let again = try? Address(place.description) else { preconditionFailure("\(text): \(place) is no address") }
  precondition(again.place == place, "\(text): \(place) leads to \(again.place)")
}

/// Keys as a terminal sends them, in as many reads as there are bytes of 0xFF; the end comes, and nothing grows.
func checkKeys(_ bytes: [UInt8]) {
  var reader = KeyReader()
  var keys = 0
  for part in bytes.split(separator: 0xFF, omittingEmptySubsequences: false) {
    let tokens = String(decoding: part, as: UTF8.self).unicodeScalars.map { scalar in
      // Some stand for keys that ncurses knows.
      scalar.value >= 0xE000 && scalar.value < 0xF000
        ? KeyReader.Token.key(scalar.value - 0xE000) : .character(scalar)
    }
    for item in reader.read(tokens) { if case .key = item { keys += 1 } }
    if part.count % 3 == 0 { for item in reader.flush() { if case .key = item { keys += 1 } } }
  }
  _ = reader.flush()
  precondition(reader.flush().isEmpty && reader.patience == nil, "something is held for ever")
  precondition(keys <= bytes.count + 1, "more keys than bytes")
}
