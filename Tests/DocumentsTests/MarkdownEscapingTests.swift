import Documents
import Testing

/// Texts of offices say nothing to what reads a document.
@Suite struct MarkdownEscapingTests {
  @Test(arguments: ["<script>alert(1)</script>", "a|b", "*毕节*", "[x](http://y)", "# 一", "`cmd`"])
  func noTextOfAnOfficeIsMarkup(text: String) {
    let escaped = Markdown.escaped(text)
    #expect(escaped != text)
    for sign in ["<script", "](http", "a|b"] { #expect(!escaped.contains(sign)) }
  }
}
