/** What is pressed about work requests. */
export const workIds = {
  open: "work.open",
  /** Value: the id of a program, or empty. */
  list: "work.list",
  program: "work.program",
  page: "work.page",
  ask: "work.ask",
  add: "work.add",
  type: "work.type",
  /** Followed by the act. */
  act: "work.act",
} as const;

export const ACTS = [
  ...(["start", "up", "down", "top", "resume", "withdraw"] as const),
  ...(["split", "hold", "capacity", "object", "same", "take"] as const),
] as const;
export type WorkAct = (typeof ACTS)[number];

/** As manifest.yml declares them. */
export const workShortcuts = { ask: "ask_for_work", fromMessage: "ask_for_work_about" } as const;
