import PostalModel

/// The kinds of files, in the order they are to be imported.
enum ReturnKind: Int {
  case areas
  case residents
  case outlets
  case villages
  case packaging
  case safety

  var form: Form {
    switch self {
    case .areas, .residents: .areas
    case .outlets: .outlets
    case .villages: .villages
    case .packaging: .packaging
    case .safety: .safety
    }
  }

  /// The form's own headings, those in Latin letters.
  var headings: [String] {
    switch self {
    case .areas: ["area_code", "name", "parent_code"]
    case .residents: ["area_code", "name", "residents", "urban_residents", "year"]
    case .outlets:
      [
        "outlet_id", "name", "type", "area_code", "brand", "filing_no", "filed_on", "opened_on", "closed_on",
        "licence_until",
      ]
    case .villages:
      [
        "area_code", "month", "brands", "mode", "weekly_trips", "staff", "premises", "shelves", "equipment", "sign",
        "camera", "verified_on", "verified_by",
      ]
    case .packaging:
      [
        "area_code", "month", "brand", "source", "taped", "slim_taped", "ecommerce", "no_repack", "bags",
        "reusable_bags", "materials", "standard_materials", "waybills", "e_waybills",
      ]
    case .safety:
      [
        "area_code", "month", "outlet_id", "inspected_on", "inspected", "opened_ok", "real_name_due", "real_name_done",
        "xray_due", "xray_done", "findings", "rectify_by", "rectified_on",
      ]
    }
  }

  /// How many digits of the code the areas of one file have in common, where other kinds have so many. A register covers
  /// the smallest area that holds its outlets, so it is of one province.
  func digits(_ others: Int) -> Int { self == .outlets ? 2 : others }

  /// How many counts a row has.
  var figuresPerRow: Int {
    switch self {
    case .areas, .outlets: 0
    case .residents, .villages: 2
    case .packaging: 10
    case .safety: 5
    }
  }
}
