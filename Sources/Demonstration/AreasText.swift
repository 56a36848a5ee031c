import PostalModel

/// 区划人口: residents of the census for areas from the county up, urban residents by township.
enum AreasText {
  static func make(_ region: DemonstrationFiles.Region, year: Int, seed: UInt64) -> String {
    var csv = CSVText(
      title: DemonstrationFiles.title(.areas, seed, " 县级常住人口取2020年普查 普查数不详的县为估计"),
      headings: ["区划代码", "名称", "常住人口", "城镇人口", "年份"])
    func row(_ code: AreaCode, _ name: String, _ residents: Int?, _ urban: Int?, _ year: Int) {
      csv.add(code)
      csv.add(name)
      csv.add(residents)
      csv.add(urban)
      csv.add(year)
      csv.endRow()
    }
    // The census stands once, beside the first year.
    let isFirst = year == 2023
    if isFirst, let residents = region.residents { row(region.code, region.name, residents, nil, 2020) }
    for county in region.counties {
      if isFirst { row(county.code, county.name, county.residents, nil, 2020) }
      for township in county.townships {
        let urban = people(township.urban, year)
        row(township.code, township.name, township.residents - township.urban + urban, urban, year)
        guard Stories.knowsCommunities(county.number) else { continue }
        let parts = apportion(urban, by: township.communities.map { 20 + $0.code.number % 7 })
        for (community, urban) in zip(township.communities, parts) {
          row(community.code, community.name, urban, urban, year)
        }
      }
    }
    return csv.text
  }

  private static func people(_ urban: Int, _ year: Int) -> Int { year == 2024 ? urban : urban * 983 / 1000 }
}
