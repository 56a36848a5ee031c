import PostalModel

/// A county with what lies in it.
struct BenchCounty {
  var code: AreaCode
  var outlets: Int
  /// The areas it lies in and itself, as far as no county before has told them.
  var above: [ListedArea]
  var townships: [Township] = []

  struct Township {
    var area: ListedArea
    var communities: [ListedArea] = []
    var villages: [ListedArea] = []
    /// Farms and the like.
    var others: [ListedArea] = []

    var parts: [ListedArea] { communities + villages + others }
  }

  /// Takes the areas of the county in the order of their codes; a village without its township is left out.
  mutating func add(_ area: ListedArea) {
    if area.kind == .region {
      townships.append(Township(area: area))
      return
    }
    guard let last = townships.indices.last, townships[last].area.code == area.code.cut(at: .township) else { return }
    switch area.kind {
    case .community: townships[last].communities.append(area)
    case .village: townships[last].villages.append(area)
    default: townships[last].others.append(area)
    }
  }
}
