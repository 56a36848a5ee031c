/// Why a workbook cannot be read.
struct WorkbookFault: Error {
  /// The sheet's row, 0 where the whole file is meant.
  var line = 0
  var zh: String
  var en: String

  static func damaged(_ part: String) -> WorkbookFault {
    WorkbookFault(
      zh: "文件已损坏(\(showable(part)) 读不出);请在 Excel 或 WPS 中打开后另存为「Excel 工作簿(*.xlsx)」",
      en: "the file is damaged (\(showable(part)) cannot be read); open it in Excel or WPS and save it as .xlsx again")
  }

  static let encrypted = WorkbookFault(
    zh: "文件有密码,读不出;请在 Excel 中打开,「文件→信息→保护工作簿→用密码进行加密」里清空密码,再另存为 .xlsx",
    en:
      "the file is protected by a password; open it in Excel, remove the password under File, Info, Protect Workbook, "
      + "and save it as .xlsx")

  static let tooLarge = WorkbookFault(
    zh: "解压后超过 \(InflationBudget.most >> 20) MB,不像是报表;请只留数据,另存为 .xlsx 或 CSV 再报",
    en:
      "unpacks to more than \(InflationBudget.most >> 20) MB, which no return does; keep the data alone and save it as "
      + ".xlsx or CSV")

  static let bomb = WorkbookFault(
    zh: "解压后是原文件的 \(InflationBudget.mostTimes) 倍以上,疑为压缩炸弹;请在 Excel 中新建工作簿,只粘贴数据后另存为 .xlsx",
    en:
      "unpacks to more than \(InflationBudget.mostTimes) times its size, as zip bombs do; paste the data alone into a "
      + "new workbook and save it as .xlsx")

  static let tooManyCells = WorkbookFault(
    zh: "单元格超过 \(SheetText.mostCells / 1_000_000) 百万个或文字超过 \(SheetText.mostBytes >> 20) MB;请分成几个文件报送",
    en:
      "has more than \(SheetText.mostCells / 1_000_000) million cells or \(SheetText.mostBytes >> 20) MB of text; send it "
      + "as several files")
}
