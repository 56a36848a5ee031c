import PostalModel

/// Items and their steps as linear pages.
extension LinearText {
  /// 事项, with what can be done next as its lines.
  public func item(_ panel: ItemSheetPanel) -> LinearPage {
    sheet(
      panel.showing.words["panel.item"], plain.lines(panel.facts()) + plain.lines(panel.steps()),
      ItemSheetPanel.acts(after: panel.history).map { words["step.\($0.rawValue)"] })
  }

  /// 办理: the fields as they are typed.
  public func step(_ draft: StepDraft) -> LinearPage {
    let fields = draft.fields.map { plain.pair(words["step.field.\($0.rawValue)"], plain.clean(draft[$0])) }
    return sheet(words["step.\(draft.act.rawValue)"], fields + [words["step.hint.\(draft.field.rawValue)"]])
  }
}
