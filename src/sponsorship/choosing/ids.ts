/** What is pressed around the choice of a sponsor; the right is checked at each press. */
export const choosingIds = {
  setup: "choosing.setup",
  withdraw: "choosing.withdraw",
  recall: "choosing.recall",
  facts: "choosing.facts",
  candidate: "choosing.candidate",
  confirm: "choosing.confirm",
  ask: "choosing.ask",
  handOver: "choosing.hand_over",
  answer: "choosing.answer",
} as const;
