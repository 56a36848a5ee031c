/// The forms that can be read; a new form is one more line.
let allForms: [FormShape] = [
  FormShape(AreasForm.self),
  FormShape(OutletsForm.self),
  FormShape(VillagesForm.self),
  FormShape(PackagingForm.self),
  FormShape(SafetyForm.self),
  FormShape(FiguresForm.self),
  FormShape(TasksForm.self),
]
