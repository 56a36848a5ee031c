extension Surface {
  /// A page of the surface that needs nothing else: text that can be selected and copied, every character on its one
  /// or two columns whatever font is found, over a picture of the grounds, lines and blocks.
  ///
  /// - Parameters:
  ///   - title: what the page is of.
  ///   - language: of the page, such as `zh-CN`.
  public func html(theme: Theme, title: String, language: String) -> String {
    let printed = PrintedSurface(self, theme: theme)
    var classes = StyleClasses()
    var rows: [String] = []
    for row in 0..<height {
      var text = ""
      for (columns, style) in runs(row: row) {
        text +=
          "<span class=\(classes.name(of: theme.printedLook(of: style)))>\(page(row: row, columns: columns))</span>"
      }
      rows.append(text)
    }
    let (across, down) = (width * Int(CellShape.across), height * Int(CellShape.down))
    return """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(Markup.escaped(title))</title>
      <style>
      body{margin:0;background:\(printed.ground.hex)}
      div{position:relative;display:inline-block;margin:12px;font:16px/20px \(Markup.fonts)}
      svg{position:absolute;left:0;top:0;width:\(width)ch;height:\(height * 20)px}
      pre{position:relative;margin:0;width:\(width)ch;font:inherit;font-variant-ligatures:none}
      b,i,s{display:inline-block;vertical-align:top;height:20px;font:inherit;text-decoration:inherit;text-align:center}
      b{width:2ch}i{display:inline-flex;justify-content:center;width:1ch}s{color:transparent;overflow:hidden}
      u{font-family:\(Markup.narrowFonts);text-decoration:inherit}
      \(classes.rules("color"))
      </style>
      </head>
      <body>
      <div>
      <svg viewBox="0 0 \(across) \(down)" preserveAspectRatio="none" aria-hidden="true">
      \(printed.layer(strokes: " vector-effect=\"non-scaling-stroke\""))</svg>
      <pre>\(rows.joined(separator: "\n"))</pre>
      </div>
      </body>
      </html>

      """
  }

  /// Part of a row: letters of ASCII as they are, all else in boxes as wide as its columns, and what the picture below
  /// shows in boxes that are not seen but can be copied.
  private func page(row: Int, columns: Range<Int>) -> String {
    var text = ""
    var hidden = ""
    func closeHidden() -> String {
      defer { hidden = "" }
      return hidden.isEmpty ? "" : "<s style=width:\(hidden.unicodeScalars.count)ch>\(hidden)</s>"
    }
    for column in columns {
      guard let cell = cell(row: row, column: column), !cell.isContinuation else { continue }
      let shown = Markup.escaped(characters(of: cell))
      if let scalar = cell.scalar, CellShape.shapes(of: scalar) != nil {
        hidden += shown
        continue
      }
      text += closeHidden()
      if cell.columns == 2 {
        text += "<b>\(shown)</b>"
      } else {
        // The outer box has the room of a letter of the page's font, whatever the font of the sign.
        text += cell.scalar?.isASCII == true ? shown : "<i><u>\(shown)</u></i>"
      }
    }
    return text + closeHidden()
  }
}
