/// A workbook of the parts that a text lists: a line `--- NAME` begins each, what stands before the first is the sheet.
/// Those that it leaves out are plain ones.
func workbook(ofParts text: [UInt8], isDeflated: Bool) -> [UInt8] {
  let mark = Array("\n--- ".utf8)
  var parts: [(name: String, bytes: [UInt8])] = []
  var name = "xl/worksheets/sheet1.xml"
  var start = 0
  var at = 0
  while at < text.count {
    if text[at] == mark[0], text[at...].starts(with: mark), let end = text[(at + 1)...].firstIndex(of: mark[0]) {
      parts.append((name, Array(text[min(start, at)..<at])))
      name = String(decoding: text[(at + mark.count)..<min(end, at + 60)], as: UTF8.self)
      start = end + 1
      at = end
    } else {
      at += 1
    }
  }
  parts.append((name, Array(text[start...])))
  for (name, content) in plainParts where !parts.contains(where: { $0.name == name }) {
    parts.append((name, Array(content.utf8)))
  }
  return zip(parts, isDeflated: isDeflated)
}

private let plainParts = [
  (
    "xl/workbook.xml",
    "<workbook><sheets><sheet name='表1' id='r1'/><sheet name='表2' id='r2'/></sheets></workbook>"
  ),
  (
    "xl/_rels/workbook.xml.rels",
    """
    <Relationships><Relationship Id='r1' Type='u/worksheet' Target='worksheets/sheet1.xml'/>
    <Relationship Id='r2' Type='u/worksheet' Target='worksheets/sheet2.xml'/>
    <Relationship Id='r3' Type='u/sharedStrings' Target='sharedStrings.xml'/>
    <Relationship Id='r4' Type='u/styles' Target='styles.xml'/></Relationships>
    """
  ),
  ("xl/worksheets/sheet2.xml", "<worksheet/>"),
  (
    "xl/sharedStrings.xml",
    """
    <sst><si><t>区划代码</t></si><si><t>名称</t></si><si><t>月份</t></si><si><t>胶带封装件数</t></si><si><t>瘦身胶带件数</t></si>
    <si><t>520526</t></si><si><t>常住人口</t></si><si><t>网点编号</t></si></sst>
    """
  ),
  (
    "xl/styles.xml",
    """
    <styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>
    <numFmt numFmtId='171' formatCode='000000'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>
    <xf numFmtId='170'/><xf numFmtId='171'/><xf numFmtId='10'/></cellXfs></styleSheet>
    """
  ),
]
