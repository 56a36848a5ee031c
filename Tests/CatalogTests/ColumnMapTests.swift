import Catalog
import PostalModel
import Testing

@Suite("表头对照 maps of columns")
struct ColumnMapTests {
  private func map(_ text: String) throws -> ColumnMap {
    let scratch = try Scratch()
    return try scratch.catalog.columnMap(at: try scratch.write("map.toml", text)).map
  }

  @Test("a map of a table with one column a year")
  func whole() throws {
    let map = try map(
      """
      form = "figures"
      [columns]
      "地区" = "area_code"
      [areas]
      level = "province"
      skip = ["全国"]
      [periods]
      columns = "years"
      indicator = "express_volume"
      factor = 0.0001
      month = 12
      """)
    #expect(
      map
        == ColumnMap(
          form: .figures, columns: ["地区": "area_code"],
          wide: .init(periods: .years, indicator: "express_volume", factor: Amount(micro: 100)), areaLevel: .province,
          skippedAreas: ["全国"]))
    #expect(try self.map("[columns]\n\"a\" = \"名称\"") == ColumnMap(columns: ["a": "名称"]))
  }

  @Test(
    "errors name line, key and what is allowed",
    arguments: [
      ("[period]\n", "map.toml:1: period"), ("[areas]\nlevel = \"省\"\n", "map.toml:2: [areas] level"),
      ("[periods]\ncolumns = []\n", "map.toml:2: [periods] columns"),
      ("[periods]\ncolumns = \"years\"\n", "map.toml:1: [periods] indicator is missing"),
      ("[periods]\ncolumns = \"years\"\nindicator = \"a\"\nfactor = 0\n", "map.toml:4: [periods] factor"),
      ("form = \"areas\"\n[periods]\ncolumns = \"years\"\nindicator = \"a\"\n", "map.toml:1: form"),
    ])
  func faults(text: String, message: String) throws {
    #expect {
      _ = try map(text)
    } throws: { error in
      ((error as? CatalogError)?.text(.en) ?? "\(error)").contains(message)
    }
  }
}
