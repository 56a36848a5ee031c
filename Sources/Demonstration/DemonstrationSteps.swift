import PostalModel

extension Demonstration {
  /// 演示办理: invented steps of the loop about what the returns of the default seed lack, in the order they are recorded:
  /// one told twice and its date running, two past their date, one that came back, one only noticed, one closed.
  public static var steps: [ItemStep] {
    told + overdue + silent + back + noticed + closed
  }

  private static func bags(_ county: String) -> ItemKey {
    ItemKey(.shortfall, area: AreaCode(county)!, subject: "reusable_bags", plan: "bijie")
  }

  private static func tape(_ county: String) -> ItemKey {
    ItemKey(.shortfall, area: AreaCode(county)!, subject: "slim_tape", plan: "bijie")
  }

  private static func step(
    _ key: ItemKey, _ act: ItemAct, _ on: String, due: String? = nil, _ note: String = "", evidence: String = ""
  ) -> ItemStep {
    ItemStep(
      key: key, act: act, on: Day(on)!, due: due.flatMap { Day($0) }, who: "演示", note: note, evidence: evidence)
  }

  private static let told = [
    step(bags("520526"), .noticed, "2025-05-12", "四月循环中转袋使用率低于目标"),
    step(bags("520526"), .notified, "2025-05-14", due: "2025-06-10", "通报各品牌企业", evidence: "演示-通报-05.pdf"),
    step(bags("520526"), .failed, "2025-06-12", due: "2025-06-30", "两家企业仍用一次性编织袋"),
    step(bags("520526"), .talked, "2025-07-02", due: "2025-07-20", "约谈两家企业负责人", evidence: "演示-约谈记录.pdf"),
  ]
  private static let overdue = [
    step(tape("520524"), .noticed, "2025-06-10", "五月胶带封装比例低于目标"),
    step(tape("520524"), .ordered, "2025-06-12", due: "2025-07-05", "责令改正,换用瘦身胶带", evidence: "演示-改正通知书.pdf"),
  ]
  private static let silent = [
    step(ItemKey(.late, area: AreaCode("520502")!, subject: "packaging"), .noticed, "2025-06-11", "五月包装月报未报"),
    step(
      ItemKey(.late, area: AreaCode("520502")!, subject: "packaging"), .notified, "2025-06-11", due: "2025-06-20",
      "催报"),
    step(
      ItemKey(.late, area: AreaCode("520502")!, subject: "packaging"), .failed, "2025-06-23", due: "2025-07-05", "仍未报"),
  ]
  private static let back = [
    step(tape("520527"), .noticed, "2024-10-09"),
    step(tape("520527"), .notified, "2024-10-11", due: "2024-10-31", "通报"),
    step(tape("520527"), .passed, "2024-11-05", "抽查三家,均已换用"),
    step(tape("520527"), .closed, "2024-11-06"),
    step(tape("520527"), .noticed, "2025-06-10", "又低于目标"),
  ]
  private static let noticed = [step(bags("520523"), .noticed, "2025-07-08", "二季度连续下降")]
  private static let closed = [
    step(tape("520525"), .noticed, "2025-03-10"),
    step(tape("520525"), .notified, "2025-03-12", due: "2025-04-10", "通报"),
    step(tape("520525"), .passed, "2025-05-12", "四月已达标"), step(tape("520525"), .closed, "2025-05-13"),
  ]
}
