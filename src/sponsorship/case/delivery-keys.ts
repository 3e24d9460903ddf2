import type { LocalDate } from "../../platform/time.ts";

export const caseKeys = {
  sharedWith: (programId: string, personId: string) => `case-shared:${programId}:${personId}`,
  inThreadsOf: (programId: string) => `case-in-thread:${programId}:`,
  inThreadsTo: (programId: string, personId: string) => `case-in-thread:${programId}:${personId}:`,
  /** `monday`: of the week in which it is said. */
  changed: (personId: string, monday: LocalDate) => `cases-changed:${personId}:${monday}`,
};
