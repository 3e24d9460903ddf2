/** What is pressed and submitted around what asks and tells at once. The right is checked at each press. */
export const alertIds = {
  change: "health.change",
  stays: "health.stays",
  staysForm: "health.stays_form",
} as const;
