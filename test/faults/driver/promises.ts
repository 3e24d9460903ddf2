interface Promised {
  promise: string;
  /** Tests of `npm test` that show it, beside the parts of the long form. */
  shownBy: readonly string[];
}

/** What Drumbeat promises under faults; docs/reliability.md has a row for each. */
export const PROMISES: Record<string, Promised> = {
  P1: { promise: "An acknowledged answer is never lost", shownBy: ["test/faults/faults.test.ts"] },
  P2: { promise: "A message is not sent twice, and none is left unsent", shownBy: ["test/faults/faults.test.ts"] },
  P3: {
    promise: "A lost answer of Slack is looked up, not guessed, within five minutes",
    shownBy: ["test/faults/faults.test.ts", "test/delivery/dispatcher.test.ts"],
  },
  P4: {
    promise: "Downtime is caught up by policy",
    shownBy: ["test/journeys/downtime.test.ts"],
  },
  P5: {
    promise:
      "Each person is asked on the day set: at the hour of their morning message, or at the time that a lead has set for all",
    shownBy: ["test/cadences/time-check.test.ts", "test/journeys/slots.test.ts"],
  },
  P6: {
    promise: "A change of clocks asks once, never zero or two times",
    shownBy: ["test/cadences/time-check.test.ts"],
  },
  P7: {
    promise: "A clock that jumps does not double or stop",
    shownBy: ["test/journeys/clock-jumps.test.ts", "test/platform/ticks.test.ts"],
  },
  P8: {
    promise: "Any number of instances share one PostgreSQL; one that was paused past its lease changes nothing",
    shownBy: ["test/faults/faults.test.ts"],
  },
  P9: {
    promise: "Deliveries of Slack that are repeated or out of order change nothing",
    shownBy: ["test/faults/faults.long.test.ts", "test/journeys/redelivered.test.ts"],
  },
  P10: { promise: "A 429 is obeyed, and holds up nothing else", shownBy: ["test/delivery/dispatcher.test.ts"] },
  P11: { promise: "People are answered within three seconds", shownBy: ["[performance.md](performance.md)"] },
  P12: {
    promise: "A lost connection is made again within fifteen seconds; the process outlives an outage of Slack",
    shownBy: ["test/faults/faults.long.test.ts"],
  },
  P13: { promise: "A digest equals its data", shownBy: ["test/digests", "test/faults/same.long.test.ts"] },
  P14: { promise: "One digest for each period and reader, and no half one", shownBy: ["test/faults/faults.test.ts"] },
  P15: { promise: "Workspaces are held apart", shownBy: ["test/platform/tenants.test.ts"] },
  P16: {
    promise: "What people write stays text",
    shownBy: ["test/faults/injection.test.ts", "test/faults/injection-surfaces.test.ts"],
  },
  P17: {
    promise: "An upgrade that is killed goes on; an older program refuses a newer database",
    shownBy: ["test/platform/migrate.test.ts"],
  },
  P18: { promise: "A full, locked or read-only database loses no text", shownBy: ["test/faults/storage.test.ts"] },
  P19: { promise: "A backup under load can be restored", shownBy: ["test/operations/backup.test.ts"] },
  P20: { promise: "Told to stop under load, it ends within five seconds", shownBy: ["test/faults/faults.test.ts"] },
  P21: {
    promise: "Who left, or a channel that is gone, is tried once and holds up nobody",
    shownBy: ["test/delivery/dispatcher.test.ts"],
  },
  P22: { promise: "Years of quiet running change neither memory nor time", shownBy: [] },
  P23: {
    promise: "Authority has a ground that holds now; what a role held is handed on the same day",
    shownBy: [
      "test/platform/authority-matrix.test.ts",
      "test/register/handing-on.test.ts",
      "test/digests/former-readers.test.ts",
      "test/check-ins/nobody-left.test.ts",
    ],
  },
  P24: {
    promise:
      "One answer to each question: digest, Home and *Why this status?* agree, and tell nothing that is kept back",
    shownBy: ["test/properties/agreement.test.ts", "test/digests/standing.test.ts", "test/journeys/held-back.test.ts"],
  },
  P25: {
    promise: "No sentence without its proof: nothing reassures beside a request, a blocker, a red or a silence",
    shownBy: ["test/properties/agreement.test.ts", "test/digests/portfolio-first-lines.test.ts"],
  },
  P26: {
    promise:
      "Nothing falls silent: of each open request, blocker, high risk and escalation somebody whose ground holds is due to hear by a known day, or it ended with its history; where nobody leads, admins",
    shownBy: [
      "test/properties/silence.test.ts",
      "test/register/handing-on.test.ts",
      "test/register/escalation.test.ts",
      "test/register/unled.test.ts",
    ],
  },
  P27: {
    promise:
      "Health tells the truth: red within ten seconds and answered within two when nothing can be stored; nothing is acknowledged into a lost file",
    shownBy: ["test/faults/faults.test.ts", "test/platform/database-file.test.ts"],
  },
  P28: {
    promise: "Nothing holds up the loop: no piece of our work over 50 milliseconds",
    shownBy: ["test/check-ins/planning.test.ts", "test/platform/loop.test.ts"],
  },
  P29: {
    promise: "Slack's pace holds for all instances and cadences together",
    shownBy: ["test/faults/faults.long.test.ts", "test/delivery/pace.test.ts"],
  },
  P30: {
    promise:
      "What must not be kept is gone: retention and erasure leave a text in no table, byte of the file, log, message, file or backup made later",
    shownBy: ["test/privacy/erasure.test.ts", "test/operations/vacuum.test.ts"],
  },
  P31: {
    promise:
      "What is confidential stays so: on no surface of anybody who may not read it, and in no message, file or log",
    shownBy: ["test/properties/restricted.test.ts"],
  },
  P32: {
    promise: "The forecast is what is then sent",
    shownBy: ["test/dry-run"],
  },
  P33: {
    promise: "A file is shared once, in its thread, whatever answer is lost",
    shownBy: ["test/delivery/files.test.ts"],
  },
};
