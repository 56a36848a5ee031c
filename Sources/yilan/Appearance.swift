import Catalog
import Dashboard
import Drawing
import PostalModel

/// The theme in use, and the one seen for the moment.
struct Appearance {
  let catalog: Catalog
  private(set) var theme: Theme
  private var preview: Theme?
  /// The id of the theme chosen by hand in this run.
  private(set) var chosen: String?

  init(catalog: Catalog, theme: Theme) {
    self.catalog = catalog
    self.theme = theme
  }

  /// What screens are shown in now.
  var shown: Theme { preview ?? theme }

  /// A theme with an error in it cannot be seen, and is not taken.
  mutating func preview(_ id: String?) { preview = id.flatMap { try? catalog.theme(named: $0) } }

  /// - Returns: what is wrong with the theme; nil where it was taken.
  mutating func use(_ id: String) -> CatalogError? {
    preview = nil
    do throws(CatalogError) {
      theme = try catalog.theme(named: id)
      chosen = id
      return nil
    } catch { return error }
  }

  /// The themes there are; those that cannot be read are left out.
  static func choices(_ catalog: Catalog) -> [ThemeChoice] {
    catalog.themeNames().filter { $0 != Theme.plain.name }.compactMap { id in
      (try? catalog.theme(named: id)).map { ThemeChoice(id: id, name: $0.name) }
    }
  }
}
