/// 分品牌: the figures of one form in an area and in its parts, each brand's by itself.
///
/// Rows that name no brand are one row of their own, with an empty name, so that the brands and it add up to the figure
/// of the area.
public struct BrandBoard: Sendable, Equatable {
  public var form: Form
  public var area: Area
  public var period: Period
  /// One row a brand.
  public var brands: [Row]
  /// One row a part and brand that is there, in the order of the parts' codes.
  public var parts: [Row]

  public init(form: Form, area: Area, period: Period, brands: [Row], parts: [Row]) {
    self.form = form
    self.area = area
    self.period = period
    self.brands = brands
    self.parts = parts
  }

  /// A brand in an area.
  public struct Row: Sendable, Equatable {
    /// Empty: rows that name none.
    public var brand: String
    public var area: Area
    /// By indicator. A density is not judged: its target is of all brands together.
    public var figures: [String: Figure]
    /// Open outlets by type, urban terminal outlets, visits and findings, by name.
    public var counts: [String: Int]

    public init(brand: String, area: Area, figures: [String: Figure], counts: [String: Int]) {
      self.brand = brand
      self.area = area
      self.figures = figures
      self.counts = counts
    }
  }

  /// Counts of a row.
  public enum Count: String, CaseIterable, Sendable {
    /// Terminal outlets that density is made of.
    case urban
    /// 末端网点, open.
    case terminal
    /// All open outlets.
    case outlets
    /// 未备案, of the terminal outlets.
    case unfiled
    /// Rows of inspections.
    case visits
    case findings
  }

  /// The parts of a brand.
  public func parts(of brand: String) -> [Row] { parts.filter { $0.brand == brand } }

  /// Forms whose rows can be told by brand: of villages only the number of brands is returned.
  public static let forms: Set<Form> = [.outlets, .packaging, .safety]
}

extension BrandBoard.Row {
  public subscript(count: BrandBoard.Count) -> Int? { counts[count.rawValue] }
}
