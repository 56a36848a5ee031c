import Catalog
import Dashboard
import PostalModel

extension Setup {
  /// The keys in force: those shipped, with the user's `keys.toml` over them.
  func keymap() throws -> Keymap {
    do throws(CatalogError) {
      guard let file = try catalog.keyFile() else { return .shipped }
      do throws(KeymapProblem) {
        return try Keymap(file.lines.map { (command: $0.command, keys: $0.keys) })
      } catch {
        throw file.wrong(error.command, zh: error.text(.zh), en: error.text(.en))
      }
    } catch {
      throw Failure.usage(error.text(language))
    }
  }
}
