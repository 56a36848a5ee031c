/// Short names for columns: 威宁彝族回族苗族自治县 is 威宁县 in a table, and itself in its own record.
public enum AreaNames {
  private static let peoples = [
    "蒙古族", "回族", "藏族", "维吾尔族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族",
    "土家族", "哈尼族", "哈萨克族", "哈萨克", "傣族", "黎族", "傈僳族", "佤族", "畲族", "高山族", "拉祜族", "水族", "东乡族", "纳西族",
    "景颇族", "柯尔克孜族", "柯尔克孜", "土族", "达斡尔族", "达斡尔", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯族",
    "锡伯", "阿昌族", "普米族", "塔吉克族", "塔吉克", "怒族", "乌孜别克族", "俄罗斯族", "鄂温克族", "德昂族", "保安族", "裕固族", "京族",
    "塔塔尔族", "独龙族", "鄂伦春族", "赫哲族", "门巴族", "珞巴族", "基诺族", "蒙古",
  ]

  private static let endings = [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("民族乡", "乡"), ("乡", "乡")]

  /// The name without the peoples of an autonomous area, and without the committee of a village or community.
  public static func short(_ name: String) -> String {
    for (ending, kept) in [
      ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("村村民委员会", "村"), ("村民委员会", "村"), ("村委会", "村"), ("居民委员会", "居委会"),
    ] where name.hasSuffix(ending) && name.count > ending.count {
      let stem = String(name.dropLast(ending.count))
      return stem.hasSuffix(kept) ? stem : stem + kept
    }
    for (ending, kept) in endings where name.hasSuffix(ending) {
      var stem = name.dropLast(ending.count)
      var isChanged = true
      while isChanged {
        isChanged = false
        for people in peoples where stem.hasSuffix(people) && stem.count > people.count {
          stem = stem.dropLast(people.count)
          isChanged = true
        }
      }
      if stem.last == "族" { stem = stem.dropLast() }
      return stem + kept
    }
    return name
  }
}
