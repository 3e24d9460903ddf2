/** What is pressed and submitted around health. The right is checked at each press. */
export const healthIds = {
  why: "health.why",
  whyDigest: "health.why_digest",
  change: "health.change_settings",
  criteriaForm: "health.criteria_form",
  alertsForm: "health.alerts_form",
} as const;
