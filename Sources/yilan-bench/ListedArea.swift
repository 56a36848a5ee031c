import PostalModel

/// An area as a list of areas gives it.
struct ListedArea: Equatable {
  var code: AreaCode
  var name: String
  /// nil at the top.
  var parent: AreaCode?

  var kind: AreaKind { AreaKind(code: code, name: name) }
}

/// Where the areas come from: they can be gone through as often as asked, in the order of their codes.
enum AreaSource {
  case list(path: String)
  case madeUp(seed: UInt64)

  func visit(_ body: (ListedArea) throws -> Void) throws {
    switch self {
    case .list(let path): try AreaList(path: path).visit(body)
    case .madeUp(let seed): try MadeUpAreas(seed: seed).visit(body)
    }
  }
}
