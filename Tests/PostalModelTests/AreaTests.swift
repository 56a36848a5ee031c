import PostalModel
import Testing

@Suite struct AreaTests {
  @Test func shortCodesFillUp() {
    #expect(AreaCode("5205")?.description == "520500000000")
    #expect(AreaCode("520526")?.level == .county)
    #expect(AreaCode("520526100")?.level == .township)
    #expect(AreaCode("52052610000") == nil)
    #expect(AreaCode("52052x") == nil)
    #expect(AreaCode("052052") == nil)
    #expect(AreaCode("520526100201")?.short == "520526100201")
    #expect(AreaCode("520500000000")?.short == "5205")
  }

  @Test func ancestorsRunUpwards() {
    #expect(
      AreaCode("520526100201")?.ancestors.map(\.short) == ["520526100", "520526", "5205", "52"])
    #expect(AreaCode("52")?.ancestors == [])
    #expect(AreaCode("520590000000")?.isUserMade == true)
  }

  @Test(arguments: [
    ("520526100001", "北门社区居委会", AreaKind.community), ("520526100201", "上圩寨", .village),
    ("520526100001", "甲村", .village), ("520526100201", "乙社区", .community),
    ("622901100201", "折桥社区村委会", .village), ("622901007001", "某社区村委会", .community),
    ("520526100500", "良种场生活区", .villageLike),
    ("520526100401", "开发区社区", .community), ("520526100000", "草海镇", .region),
  ])
  func kindsFollowFromCodeAndName(code: String, name: String, kind: AreaKind) throws {
    #expect(AreaKind(code: try #require(AreaCode(code)), name: name) == kind)
  }
}
