export const calendarIds = {
  /** In the settings of the workspace, too. */
  open: "calendars.open",
  add: "calendars.add",
  menu: "calendars.menu",
  form: "calendars.form",
} as const;
