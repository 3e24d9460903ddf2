/** What is pressed in the settings and done elsewhere. */
export const settingsIds = {
  /** Opens the lists of days off that the workspace keeps itself. */
  ownCalendars: "calendars.open",
} as const;
