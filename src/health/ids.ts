/** What is pressed and submitted around health. The right is checked at each press. */
export const healthIds = {
  why: "health.why",
  whyDigest: "health.why_digest",
  settingsForm: "health.settings_form",
} as const;
