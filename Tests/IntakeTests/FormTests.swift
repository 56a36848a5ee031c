import Intake
import PostalModel
import Testing

@Suite("报表 whole forms")
struct FormTests {
  @Test("the template of each form passes the reader, in each encoding", arguments: Form.allCases)
  func template(form: Form) {
    let text = Intake.template(form)
    let result = read(text, form)
    #expect(result.problems == [])
    #expect(result.notes == [])
    #expect(result.rows?.form == form)
    #expect(result.rows?.count == 1)
    #expect(read([0xEF, 0xBB, 0xBF] + Array(text.utf8)).rows == result.rows)
    #expect(read(gb18030(text)).rows == result.rows)
  }

  @Test("each column of a template lands in its place")
  func columns() {
    #expect(
      read(Intake.template(.areas)).rows
        == .areas([
          Lined(
            line: 2,
            AreaEntry(
              code: code("520526100034"), name: "东山社区居民委员会", parent: code("520526100"), urbanRural: 111,
              residents: 8600, urbanResidents: 8600, year: 2024))
        ]))
    #expect(
      read(Intake.template(.outlets)).rows
        == .outlets([
          Lined(
            line: 2,
            OutletEntry(
              id: "BJ-WN-0001", name: "草海镇东山驿站", type: .terminal, area: code("520526100034"), brand: "中通",
              filingNumber: "52052600010001", filedOn: Day(2023, 3, 20), openedOn: Day(2023, 3, 1),
              licenceUntil: Day(2028, 2, 29)))
        ]))
    #expect(
      read(Intake.template(.villages)).rows
        == .villages([
          Lined(
            line: 2,
            VillageEntry(
              area: code("520526004201"), month: Month(2025, 6), brands: 3, mode: .post, weeklyTrips: 5, staff: true,
              premises: true, shelves: true, equipment: true, sign: true, camera: false,
              verifiedOn: Day(2025, 6, 18), verifiedBy: "实地"))
        ]))
    #expect(
      read(Intake.template(.packaging)).rows
        == .packaging([
          Lined(
            line: 2,
            PackagingEntry(
              area: code("520526"), month: Month(2025, 6), brand: "中通", taped: 12000, slimTaped: 11900,
              ecommerce: 9000, noRepack: 8700, bags: 800, reusableBags: 770, materials: 5000, standardMaterials: 4600,
              waybills: 15000, eWaybills: 14990))
        ]))
    #expect(
      read(Intake.template(.safety)).rows
        == .safety([
          Lined(
            line: 2,
            SafetyEntry(
              area: code("520526"), month: Month(2025, 6), outlet: "BJ-WN-0001", inspectedOn: Day(2025, 6, 12),
              inspected: 200, openedOK: 199, realNameDue: 200, realNameDone: 200, xrayDue: 200, xrayDone: 200,
              findings: 1, rectifyBy: Day(2025, 6, 27), rectifiedOn: Day(2025, 6, 20)))
        ]))
  }

  @Test("the six flags of a village, each in its own column")
  func flags() {
    let header = "区划代码,月份,人员,场地,货架,设备,标识,监控\n520526004201,2025-06,"
    for place in 0..<6 {
      let flags = (0..<6).map { $0 == place ? "有" : "无" }
      guard case .villages(let rows)? = read(header + flags.joined(separator: ",") + "\n").rows, let row = rows.first
      else {
        Issue.record("no row for flag \(place)")
        continue
      }
      let found = [
        row.value.staff, row.value.premises, row.value.shelves, row.value.equipment, row.value.sign, row.value.camera,
      ]
      #expect(found == (0..<6).map { $0 == place })
    }
  }

  @Test("English headings")
  func english() {
    let text = "area_code,month,inspected,opened_ok\n520526,2025-06,3,2\n"
    #expect(
      read(text).rows
        == .safety([
          Lined(line: 2, SafetyEntry(area: code("520526"), month: Month(2025, 6), inspected: 3, openedOK: 2))
        ]))
  }
}
