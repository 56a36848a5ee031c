import Drawing
import Foundation
import PostalModel

extension Document {
  /// The document as one page that needs nothing else, well-formed XML as well as HTML: printed on A4 with the headings
  /// of tables and what it must not be taken for on every sheet, and opened by word processors.
  public var html: String { Page(document: self).text }
}

/// Writes a document as HTML.
private struct Page {
  let document: Document

  private func escaped(_ text: String) -> String { Markup.escaped(text.spellingUnseen()) }

  var text: String {
    let title = escaped(document.title)
    let marks = document.marks.map { "<p class=\"mark\">\(escaped($0))</p>\n" }.joined()
    return """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="\(document.language == .zh ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width"/>
      <title>\(title)\(document.marks.map { " · " + escaped($0) }.joined())</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <header>
      \(marks)<h1>\(title)</h1>
      \(document.lead.map { "<p class=\"lead\">\(escaped($0))</p>\n" }.joined())</header>
      <main>
      \(document.sections.map(section).joined())</main>
      <footer>
      \(marks)\(paragraphs([document.foot].filter { !$0.isEmpty }))</footer>
      </body>
      </html>

      """
  }

  private func paragraphs(_ lines: [String]) -> String { lines.map { "<p>\(escaped($0))</p>\n" }.joined() }

  private func section(_ section: Document.Section) -> String {
    let notes = section.notes.map { "<p class=\"note\">\(escaped($0))</p>\n" }.joined()
    return "<section\(section.isNewPage ? " class=\"page\"" : "")>\n<h2>\(escaped(section.title))</h2>\n"
      + paragraphs(section.text) + section.parts.indices.map { part($0, section) }.joined() + notes + "</section>\n"
  }

  private func part(_ place: Int, _ section: Document.Section) -> String {
    let part = section.parts[place]
    var text = ""
    if let group = section.groupBegun(by: place) {
      text += "<h3 class=\"group\">\(escaped(group.title))</h3>\n<p class=\"note\">\(escaped(group.text))</p>\n"
    }
    // What fits on a sheet is not broken.
    text += "<div class=\"part\(part.shown.count <= 14 ? " whole" : "")\">\n"
    if !part.title.isEmpty { text += "<h3>\(escaped(part.title))</h3>\n" }
    text += paragraphs(part.text)
    if let course = part.course { text += self.course(course) }
    if !part.rows.isEmpty { text += table(part, section) }
    if part.leavesOut { text += "<p class=\"note\">\(escaped(part.more))</p>\n" }
    return text + "</div>\n"
  }

  private func table(_ part: Document.Part, _ section: Document.Section) -> String {
    let chosen = section.columns(.paper)
    let isNumber = OutputTable.numberColumns(
      section.parts.flatMap { $0.rows.map { row in chosen.map { row[$0.index] } } }, count: chosen.count)
    let hasBars = part.bars.contains { $0 != nil }
    let width = chosen.count + (hasBars ? 1 : 0)
    func classes(_ place: Int, _ tone: OutputTable.Tone = .plain) -> String {
      var names = [isNumber[place] ? "n" : "t"]
      if chosen[place].column.isWhole { names.append("w") }
      if tone != .plain { names.append(tone.rawValue) }
      return names.joined(separator: " ")
    }
    var text = "<table>\n<thead>\n"
    for mark in document.marks { text += "<tr><th class=\"mark\" colspan=\"\(width)\">\(escaped(mark))</th></tr>\n" }
    text += "<tr>"
    for (place, entry) in chosen.enumerated() {
      text += "<th class=\"\(classes(place))\" scope=\"col\">\(escaped(entry.column.heading))</th>"
      if place == barPlace(chosen.count), hasBars { text += "<th class=\"bar\" aria-hidden=\"true\"></th>" }
    }
    text += "</tr>\n</thead>\n<tbody>\n"
    for (number, row) in part.shown.enumerated() {
      text += "<tr>"
      for (place, entry) in chosen.enumerated() {
        let cell = row[entry.index]
        text += "<td class=\"\(classes(place, cell.tone))\">\(escaped(cell.shown))</td>"
        if place == barPlace(chosen.count), hasBars {
          let bar = part.bars.indices.contains(number) ? part.bars[number] : nil
          text += "<td class=\"bar\" aria-hidden=\"true\">\(bar.map { picture(svg($0)) } ?? "")</td>"
        }
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table>\n"
  }

  /// The bars stand before the value, which follows the name.
  private func barPlace(_ count: Int) -> Int { min(1, count - 1) }

  /// As an image inside the page: what knows no pictures of this kind would show the words in them as text.
  private func course(_ course: Document.Course) -> String {
    let svg = CoursePicture(course: course).svg
    guard !svg.isEmpty else { return "" }
    let data = Data(svg.utf8).base64EncodedString()
    let image = "<img class=\"course\" alt=\"\(escaped(course.title))\" src=\"data:image/svg+xml;base64,\(data)\"/>"
    return picture(image) + "\n"
  }

  /// Word knows no pictures of this kind, and is not to see them at all.
  private func picture(_ svg: String) -> String { "<!--[if !mso]><!-->\(svg)<!--<![endif]-->" }

  private func svg(_ bar: Document.Bar) -> String {
    func hundredths(_ share: Double) -> String { "\((share * 1000).rounded() / 10)" }
    var text = "<svg class=\"bar \(bar.tone.rawValue)\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">"
    text += "<rect class=\"track\" x=\"0\" y=\"1\" width=\"100\" height=\"8\"/>"
    text += "<rect class=\"fill\" x=\"0\" y=\"1\" width=\"\(hundredths(bar.share))\" height=\"8\"/>"
    if let target = bar.target {
      text += "<rect class=\"aim\" x=\"\(hundredths(min(0.99, target)))\" y=\"0\" width=\"1.2\" height=\"10\"/>"
    }
    return text + "</svg>"
  }

  /// A string of a style sheet.
  private func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { scalar in
        let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == " "
        return isPlain ? String(scalar) : "\\" + String(scalar.value, radix: 16) + " "
      }.joined() + "\""
  }

  private var style: String {
    let marks = document.marks.joined(separator: " · ")
    return """
      @page{size:A4;margin:19mm 14mm 17mm;@top-center{content:\(quoted(marks));font:bold 9pt sans-serif;color:#8a1c12}\
      @bottom-left{content:\(quoted(document.foot));font:8pt sans-serif;color:#444}\
      @bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#444}}
      @page:first{@top-center{content:""}}
      *{box-sizing:border-box}
      body{margin:0 auto;padding:1em;max-width:54em;color:#111;background:#fff;line-height:1.5;\
      font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",SimHei,Arial,sans-serif}
      h1{font-size:1.7em;line-height:1.3;text-align:center;margin:.6em 0 .4em}
      h2{font-size:1.25em;margin:1.6em 0 .5em;padding-bottom:.15em;border-bottom:2px solid #333;break-after:avoid}
      h3{font-size:1.05em;margin:1.1em 0 .2em;break-after:avoid}
      h3.group{font-size:1.12em;color:#8a1c12;margin-top:1.4em}h3.group+p.note{break-after:avoid}
      p{margin:.35em 0}.lead{text-align:center;color:#333;font-size:.92em}
      header{border-bottom:3px double #8a1c12;padding-bottom:.6em}
      footer{margin-top:2em;border-top:1px solid #999;font-size:.8em;color:#333}
      p.mark{text-align:center;font-weight:bold;color:#8a1c12;border:1.5px solid #8a1c12;padding:.15em}
      th.mark{font-size:.85em;font-weight:bold;color:#8a1c12;text-align:center;background:none;border:0}
      .note{font-size:.85em;color:#333}.part p{font-size:.9em;color:#222;break-after:avoid}
      table{width:100%;border-collapse:collapse;margin:.4em 0 .8em;font-size:.8em;line-height:1.35}
      thead{display:table-header-group}tr{break-inside:avoid}
      th,td{border-bottom:1px solid #bbb;padding:.22em .4em;vertical-align:top;text-align:left}
      th{background:#eef0f2;border-bottom:1.5px solid #333;font-weight:bold}
      .n{text-align:right;font-variant-numeric:tabular-nums}.w{white-space:nowrap}
      td.t:not(.w){min-width:7.5em}td.t{mso-number-format:"\\@"}th.w{white-space:normal}
      td.bad{color:#a11b10;font-weight:bold}td.fair{color:#7a4b00;font-weight:bold}td.good{color:#1c5f3b}
      td.faint{color:#666}
      td.bar,th.bar{width:5.5em;padding-top:.45em}svg.bar{display:block;width:100%;height:.75em}
      .track{fill:#f1f1f1;stroke:#999;stroke-width:.6}.aim{fill:#000}
      .plain .fill,.faint .fill{fill:#8f979e}.good .fill{fill:#a9c9b6}.fair .fill{fill:#c08a2e}.bad .fill{fill:#a8362b}
      img.course{display:block;width:100%;height:auto;margin:.2em 0}
      @media print{body{max-width:none;padding:0;font-size:10pt}section.page{break-before:page}\
      .whole{break-inside:avoid}h1{font-size:19pt}\
      *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
      """
  }
}

/// A run of figures as a small line with its target.
private struct CoursePicture {
  let course: Document.Course
  private let width = 680.0
  private let height = 104.0
  private let left = 44.0
  private let right = 58.0
  private let top = 12.0
  private let bottom = 18.0

  init(course: Document.Course) { self.course = course }

  var svg: String {
    let values = course.points.compactMap(\.value) + (course.target.map { [$0] } ?? [])
    guard let low = values.min(), let high = values.max(), course.points.count > 1 else { return "" }
    // A level line needs some height around it.
    let reach = max(high - low, abs(high) * 0.002, 1e-9)
    let (floor, ceiling) = (low - reach * 0.08, low + reach * 1.08)
    func y(_ value: Double) -> Double {
      rounded(top + (ceiling - value) / (ceiling - floor) * (height - top - bottom))
    }
    func x(_ place: Int) -> Double {
      rounded(left + (width - left - right) * Double(place) / Double(course.points.count - 1))
    }
    var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Int(width))\" height=\"\(Int(height))\""
    text +=
      " viewBox=\"0 0 \(Int(width)) \(Int(height))\"><title>\(Markup.escaped(course.title.spellingUnseen()))</title>"
    text += "<style>\(style)</style>"
    let base = height - bottom
    text += "<line class=\"axis\" x1=\"\(left)\" y1=\"\(base)\" x2=\"\(width - right)\" y2=\"\(base)\"/>"
    if let target = course.target {
      text += "<line class=\"goal\" x1=\"\(left)\" y1=\"\(y(target))\" x2=\"\(width - right)\" y2=\"\(y(target))\"/>"
      text += label(course.targetText, x: width - right + 4, y: y(target) + 3, "start", "goaltext")
    }
    // A gap stays a gap.
    var path = ""
    for (place, point) in course.points.enumerated() {
      if point.isBreak {
        text += "<line class=\"cut\" x1=\"\(x(place))\" y1=\"\(top)\" x2=\"\(x(place))\" y2=\"\(base)\"/>"
      }
      guard let value = point.value else { continue }
      let isJoined = place > 0 && course.points[place - 1].value != nil && !point.isBreak
      path += "\(isJoined ? "L" : "M")\(x(place)) \(y(value))"
    }
    if !path.isEmpty { text += "<path class=\"line\" d=\"\(path)\"/>" }
    for (place, point) in course.points.enumerated() {
      guard let value = point.value else { continue }
      text += "<circle class=\"\(point.isPartial ? "open" : "dot")\" cx=\"\(x(place))\" cy=\"\(y(value))\" r=\"2.6\"/>"
    }
    let known = course.points.indices.filter { course.points[$0].value != nil }
    if let last = known.last, let value = course.points[last].value {
      // Not over the words of the target.
      let isNear = course.target.map { abs(y($0) - y(value)) < 11 } ?? false
      text +=
        last == course.points.count - 1 && !isNear
        ? label(course.points[last].text, x: x(last) + 6, y: y(value) + 3, "start")
        : label(course.points[last].text, x: x(last), y: max(9, y(value) - 6), "end")
    }
    if let first = known.first, first != known.last, let value = course.points[first].value {
      text += label(course.points[first].text, x: x(first) - 6, y: y(value) + 3, "end")
    }
    let ticks = course.points.count <= 6 ? Array(course.points.indices) : [0, 3, 6, 9, course.points.count - 1]
    for place in Set(ticks).sorted() where course.points.indices.contains(place) {
      text += label(course.points[place].label, x: x(place), y: height - 5, "middle")
    }
    return text + "</svg>"
  }

  private var style: String {
    "text{font:9px 'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',SimHei,Arial,sans-serif;fill:#333}"
      + ".line{fill:none;stroke:#1d4e7a;stroke-width:1.6}.dot{fill:#1d4e7a}"
      + ".open{fill:#fff;stroke:#1d4e7a;stroke-width:1.2}.goaltext{fill:#a11b10}"
      + ".goal{stroke:#a11b10;stroke-width:1.1;stroke-dasharray:5 3}.axis{stroke:#999;stroke-width:.7}"
      + ".cut{stroke:#666;stroke-width:.8;stroke-dasharray:1.5 2.5}"
  }

  private func label(_ text: String, x: Double, y: Double, _ anchor: String, _ name: String = "") -> String {
    "<text\(name.isEmpty ? "" : " class=\"\(name)\"") x=\"\(rounded(x))\" y=\"\(rounded(y))\" text-anchor=\"\(anchor)\">"
      + "\(Markup.escaped(text.spellingUnseen()))</text>"
  }

  private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
