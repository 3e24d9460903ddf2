import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";

const en = {
  closedOn: (on: string, by: string | null) => `closed on ${on}${by === null ? "" : ` by ${by}`}`,
  reopenedOn: (closed: string, on: string) =>
    closed === on ? `closed and reopened on ${on}` : `closed on ${closed}, reopened on ${on}`,
};

const fr: typeof en = {
  closedOn: (on, by) => `clos le ${on}${by === null ? "" : ` par ${by}`}`,
  reopenedOn: (closed, on) => (closed === on ? `clos et rouvert le ${on}` : `clos le ${closed}, rouvert le ${on}`),
};

/** Of a program, wherever somebody is told that it is closed: "closed on Tue 3 Nov by Ana Silva". `by`: null where not known. */
export function closedOn(reader: Reader, { on, by }: { on: LocalDate; by: string | null }): string {
  return textsFor({ en, fr }, reader).closedOn(shortDate(reader, on), by);
}

/** Of a program that runs again: "closed on Tue 3 Nov, reopened on Mon 4 Jan". */
export function reopenedOn(reader: Reader, { closedOn, on }: { closedOn: LocalDate; on: LocalDate }): string {
  return textsFor({ en, fr }, reader).reopenedOn(shortDate(reader, closedOn), shortDate(reader, on));
}
