/** What is pressed to thank a team. */
export const thanksIds = {
  /** From a digest, with the id of its edition. */
  open: "thanks.open",
  /** A certain team, with the id of its program. */
  team: "thanks.team",
} as const;
