import PostalModel

/// 指标数据: a month of the figures that a plan sets numbers for and that its area sends itself.
enum FiguresText {
  private static let headings = ["区划代码", "月份", "指标", "数值", "分子", "分母"]

  static func make(_ region: DemonstrationFiles.Region, _ courses: [FigureCourse], month: Month, seed: UInt64) -> String
  {
    var csv = CSVText(title: DemonstrationFiles.title(.figures, seed), headings: headings, reserving: 60)
    for course in courses {
      if Stories.sendsPartsByCounty(region.code, course.indicator) {
        for county in region.counties {
          let parts = course.parts(county, month)
          add(county.code, month, course, &csv)
          csv.add("")
          csv.add(parts.numerator)
          csv.add(parts.denominator)
          csv.endRow()
        }
      } else {
        add(region.code, month, course, &csv)
        csv.add(course.value(month).description)
        csv.add("")
        csv.add("")
        csv.endRow()
      }
    }
    return csv.text
  }

  private static func add(_ area: AreaCode, _ month: Month, _ course: FigureCourse, _ csv: inout CSVText) {
    csv.add(area)
    csv.add(month)
    csv.add(course.indicator.id)
  }
}
