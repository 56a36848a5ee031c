/// Why a workbook cannot be written.
public struct WorkbookWritingFault: Error, Sendable, Equatable {
  public var zh: String
  public var en: String

  static func absent(package: String) -> WorkbookWritingFault {
    WorkbookWritingFault(
      zh: "写 XLSX 需要 libxlsxwriter,本机没有;请安装(apt-get install \(package)),或改用 --format csv",
      en: "writing XLSX needs libxlsxwriter, which is not installed; install it (apt-get install \(package)), or use "
        + "--format csv")
  }

  static let failed = WorkbookWritingFault(
    zh: "工作簿写不成;请检查临时文件夹(TMPDIR)的空间和权限,或改用 --format csv",
    en:
      "the workbook cannot be written; check room and permissions of the temporary folder (TMPDIR), or use --format csv"
  )

  static func tooLong(_ sheet: String, rows: Int) -> WorkbookWritingFault {
    WorkbookWritingFault(
      zh: "工作表「\(sheet)」有 \(rows) 行,超过 XLSX 的 1048576 行;请改用 --format csv",
      en: "the sheet '\(sheet)' has \(rows) rows, more than the 1,048,576 of XLSX; use --format csv")
  }
}
