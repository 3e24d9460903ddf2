export const officeIds = {
  /** In the settings of the workspace, too. */
  open: "office.open",
  give: "office.give",
  end: "office.end",
  form: "office.form",
} as const;
