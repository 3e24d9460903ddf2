/** What is pressed about work requests. */
export const workIds = {
  /** Value: the id of a request. */
  open: "work.open",
  add: "work.add",
  start: "work.start",
  up: "work.up",
  down: "work.down",
  top: "work.top",
  resume: "work.resume",
  withdraw: "work.withdraw",
  same: "work.same",
  /** Followed by what the line is for; value: the id of a request, or of a step. */
  line: "work.line",
  /** Value: the id of a program, or empty. */
  list: "work.list",
  ask: "work.ask",
  type: "work.type",
  take: "work.take",
  post: "work.post",
  page: "work.page",
  program: "work.program",
} as const;

/** What a line of words is asked for. */
export const LINES = ["missing", "decline", "split", "hold", "capacity", "object"] as const;
export type LineFor = (typeof LINES)[number];

/** As manifest.yml declares them. */
export const workShortcuts = { ask: "ask_for_work", fromMessage: "ask_for_work_about" } as const;
