/** What is pressed to ask whoever leads, and to reply. */
export const questionIds = {
  /** With `reportValue`. */
  ask: "question.ask",
  /** With the id of the question. */
  reply: "question.reply",
} as const;
