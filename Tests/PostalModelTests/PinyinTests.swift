import PostalModel
import Testing

/// Letters typed for names of places.
@Suite struct PinyinTests {
  private func match(_ text: String, _ name: String) -> NameMatch? {
    NameQuery(text).flatMap { query in NameQuery.folded(name).withUnsafeBufferPointer(query.match) }
  }

  @Test(arguments: [
    ("重庆市", "chongqing"), ("乐山市", "leshan"), ("乐亭县", "laoting"), ("厦门市", "xiamen"), ("长沙市", "changsha"),
    ("六安市", "luan"),
    ("东阿县", "donge"), ("大埔县", "dabu"), ("台州市", "taizhou"), ("单县", "shanxian"), ("莘县", "shenxian"), ("番禺区", "panyu"),
    ("蚌埠市", "bengbu"), ("铅山县", "yanshan"), ("喀什地区", "kashi"), ("朝阳区", "chaoyang"), ("朝阳区", "zhaoyang"),
    ("吕梁市", "lvliang"),
    ("吕梁市", "luliang"), ("绿春县", "lvchun"), ("七星关区", "qixingguan"), ("亳州市", "bozhou"), ("丽水市", "lishui"),
    ("尉犁县", "yuli"),
    ("歙县", "shexian"), ("浚县", "xunxian"), ("渑池县", "mianchi"), ("荥阳市", "xingyang"), ("郫都区", "pidu"), ("华县", "huaxian"),
    ("曲阜市", "qufu"), ("阜康市", "fukang"), ("井陉县", "jingxing"), ("黄陂区", "huangpi"), ("中牟县", "zhongmu"), ("勐海县", "menghai"),
    ("和硕县", "heshuo"), ("临夏市", "linxia"), ("西双版纳傣族自治州", "xishuangbanna"), ("威宁彝族回族苗族自治县", "weining"),
  ])
  func placeNamesAreReadAsTheirPeopleDo(name: String, letters: String) {
    #expect(match(letters, name)?.grade == .exact)
    #expect(match(letters, name)?.way == .pinyin)
  }

  @Test(arguments: [("重庆市", "zhongqing"), ("长沙市", "zhangsha"), ("厦门市", "shamen"), ("六安市", "liuan"), ("番禺区", "fanyu")])
  func theOtherReadingIsFoundToo(name: String, letters: String) { #expect(match(letters, name)?.grade == .exact) }

  @Test func aNameIsFoundBegunByFirstLettersAndInTurn() {
    #expect(match("qixingg", "七星关区") == NameMatch(grade: .beginning, way: .pinyin, start: 0, length: 3))
    #expect(match("qxg", "七星关区") == NameMatch(grade: .exact, way: .initials, start: 0, length: 3))
    #expect(match("qxgq", "七星关区") == NameMatch(grade: .exact, way: .initials, start: 0, length: 4))
    #expect(match("bjs", "毕节市")?.way == .initials)
    #expect(match("qixg", "七星关区")?.grade == .mixed)
    #expect(match("zjx", "织金县")?.way == .initials && match("zhijx", "织金县")?.grade == .mixed)
    #expect(match("shhsh", "上海市")?.way == .initials && match("shhs", "上海市")?.way == .initials)
    #expect(match("xingguan", "七星关区") == nil)
    #expect(match("q", "七星关区")?.grade == .beginning)
    #expect(match("qxgx", "七星关区") == nil)
    #expect(match("QIXINGGUAN", "七星关区")?.grade == .exact)
  }

  @Test func charactersAreFoundFromTheBeginningAndInside() {
    #expect(match("七星", "七星关区")?.grade == .beginning)
    #expect(match("七星关", "七星关区")?.grade == .exact)
    #expect(match("关区", "七星关区") == NameMatch(grade: .inside, way: .name, start: 2, length: 2))
    #expect(match("威宁县", "威宁彝族回族苗族自治县") == NameMatch(grade: .exact, way: .name, start: 0, length: 2))
    #expect(match("威宁市", "威宁彝族回族苗族自治县") == nil)
    #expect(match("海草", "草海镇") == nil)
    #expect(match("１２５团", "125团")?.grade == .exact)
    #expect(match("125t", "125团")?.way == .initials || match("125t", "125团")?.way == .pinyin)
  }

  @Test func readingsAreToldOfACharacter() {
    #expect(Pinyin.standard.readings(of: "乐") == ["lao", "le", "yue"])
    #expect(Pinyin.standard.readings(of: "Ａ").isEmpty && NameQuery("") == nil)
  }
}
