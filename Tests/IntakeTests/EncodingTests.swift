import Intake
import PostalModel
import Testing

@Suite("编码 encodings")
struct EncodingTests {
  let text = "网点编号,名称,类型,区划代码,品牌\nA1,草海镇驿站,末端网点,520526100034,中通\n"

  @Test("UTF-8, UTF-8 with BOM and GB18030 give the same rows")
  func equalRows() {
    let plain = read(text)
    let marked = read([0xEF, 0xBB, 0xBF] + Array(text.utf8))
    let chinese = read(gb18030(text))
    #expect(plain.rows?.count == 1)
    #expect(marked.rows == plain.rows)
    #expect(chinese.rows == plain.rows)
    #expect([plain.encoding, marked.encoding, chinese.encoding] == [.utf8, .utf8WithMark, .gb18030])
  }

  @Test("four-byte characters of GB18030 in a village's name")
  func fourBytes() {
    let name = "𠮷㙍村"
    let result = read(gb18030("区划代码,名称\n520526004299,\(name)\n"))
    #expect(result.rows == .areas([Lined(line: 2, AreaEntry(code: code("520526004299"), name: name))]))
  }

  @Test(
    "files that are no text that can be read",
    arguments: [
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "文件已损坏(ZIP 读不出);请在 Excel 或 WPS 中打开后另存为「Excel 工作簿(*.xlsx)」", 1),
      (
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1],
        "这是旧版 Excel 的 XLS(或 WPS 的 ET)文件;请在 Excel 或 WPS 中用「文件→另存为」存成「Excel 工作簿(*.xlsx)」,或在装有 LibreOffice 的机器上加 --convert 导入",
        1
      ),
      ([0xFF, 0xFE, 0x3A, 0x53], "文件是 UTF-16 编码(Excel 的「Unicode 文本」);请另存为「CSV UTF-8(逗号分隔)」", 1),
      ([0xFE, 0xFF, 0x53, 0x3A], "文件是 UTF-16 编码(Excel 的「Unicode 文本」);请另存为「CSV UTF-8(逗号分隔)」", 1),
      ([0x61, 0x0D, 0x0A, 0x0D, 0xFF, 0x0A], "第 3 行的字节既不是 UTF-8 也不是 GB18030;请在 Excel 中另存为「CSV UTF-8(逗号分隔)」", 3),
      ([0x61, 0x0A, 0x00, 0x62], "第 2 行含空字节,不是文本文件;请在 Excel 中另存为「CSV UTF-8(逗号分隔)」", 2),
    ] as [([UInt8], String, Int)])
  func refused(bytes: [UInt8], message: String, line: Int) {
    let result = read(bytes)
    #expect(result.problems.map { $0.text(.zh) } == ["报表.csv:\(line):1: \(message)"])
    #expect(result.rows == nil)
    #expect(result.read == 0)
    #expect(result.encoding == nil)
  }

  @Test("one damaged byte in UTF-8 does not make the file GB18030")
  func damaged() {
    var bytes = Array(text.utf8)
    bytes[bytes.count - 3] = 0x41
    #expect(
      read(bytes).problems.map { $0.text(.en) } == [
        "报表.csv:2:1: the file is UTF-8, but the bytes of line 2 are damaged; export it again, or save it as CSV UTF-8"
      ])
  }
}
