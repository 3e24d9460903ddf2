interface Promised {
  promise: string;
  /** Where no part of the driver breaks anything for it. */
  shownBy?: string;
}

/** What Drumbeat promises; docs/reliability.md has a row for each. */
export const PROMISES: Record<string, Promised> = {
  P1: { promise: "An acknowledged answer is never lost" },
  P2: { promise: "A message is not sent twice, and none is left unsent" },
  P3: { promise: "A lost answer of Slack is looked up, not guessed, within five minutes" },
  P4: { promise: "Downtime is caught up by policy", shownBy: "test/journeys/downtime.test.ts" },
  P5: {
    promise: "Each person is asked on the day and at the hour set",
    shownBy: "test/cadences/time-check.long.test.ts",
  },
  P6: { promise: "A change of clocks asks once", shownBy: "test/cadences/time-check.long.test.ts" },
  P7: { promise: "A clock that jumps doubles and stops nothing", shownBy: "test/journeys/clock-jumps.test.ts" },
  P8: { promise: "Instances share one PostgreSQL; one that was paused past its lease changes nothing" },
  P9: { promise: "What Slack delivers again or out of order changes nothing" },
  P10: { promise: "A 429 is obeyed, and holds up nothing else", shownBy: "test/delivery/dispatcher.test.ts" },
  P11: { promise: "People are answered within three seconds", shownBy: "[performance](performance.md)" },
  P12: { promise: "A lost connection is back within fifteen seconds; an outage of Slack is outlived" },
  P13: { promise: "A digest equals its data" },
  P14: { promise: "One digest for each period and reader, and no half one" },
  P15: { promise: "Workspaces are held apart", shownBy: "test/platform/tenants.test.ts" },
  P16: { promise: "What people write stays text", shownBy: "test/faults/injection-surfaces.test.ts" },
  P17: {
    promise: "A migration that is killed goes on; a newer database is refused",
    shownBy: "test/platform/migrate.test.ts",
  },
  P18: { promise: "A full database loses no text" },
  P19: { promise: "A backup under load can be restored", shownBy: "test/operations/backup.test.ts" },
  P20: { promise: "Told to stop under load, it ends within five seconds" },
  P21: { promise: "Who left, or a channel that is gone, holds up nobody", shownBy: "test/delivery/dispatcher.test.ts" },
  P22: { promise: "Years of quiet running change neither memory nor time" },
  P23: { promise: "Authority has a ground that holds now", shownBy: "test/people/grounds.test.ts" },
  P24: {
    promise: "Digest, Home and program give one answer to a question",
    shownBy: "test/properties/agreement.test.ts",
  },
  P25: {
    promise: "Nothing reassures beside a request, a blocker, a red or a silence",
    shownBy: "test/reports/first-screen.test.ts",
  },
  P26: { promise: "Of each thing that is open somebody is due to hear", shownBy: "test/properties/silence.test.ts" },
  P27: { promise: "Health is red within ten seconds when nothing can be stored, and answers within two" },
  P28: {
    promise: "No piece of our work holds up the loop for over 50 ms",
    shownBy: "test/platform/event-loop.test.ts",
  },
  P29: { promise: "Slack's pace holds for all instances and cadences together" },
  P30: { promise: "What is erased stands in no table, byte, log or file", shownBy: "test/privacy" },
  P31: { promise: "What is confidential is on no other surface", shownBy: "test/properties/restricted.test.ts" },
  P32: { promise: "The forecast is what is then sent", shownBy: "test/forecast" },
  P33: { promise: "A file is shared once, whatever answer is lost", shownBy: "test/delivery/files.test.ts" },
  P35: { promise: "What is not proved costs nothing" },
  P36: { promise: "Nothing counts that was not delivered", shownBy: "test/delivery/undelivered.test.ts" },
  P37: { promise: "A forecast reaches nobody", shownBy: "test/forecast/reaches-nobody.test.ts" },
  P38: { promise: "Acts at once have one outcome", shownBy: "test/faults/acts-at-once.long.test.ts" },
};
