/** What a dossier says: each sentence with what makes it true. One without does not compile. */

import type { Retained } from "../../people/rules-retention.ts";
import type { Settings } from "../../people/use-cases-settings.ts";

/**
 * What a test keeps true. Each name ends the title of a test, and stands in the head of a mend by which that test fails:
 * `test/privacy/dossier.test.ts` looks for both.
 */
export const TESTED = [
  "no-sums",
  "minutes-estimated",
  "asks-no-opinion",
  "what-it-does",
  "skip-one-press",
  "one-reminder",
  "opted-out-counted",
  "daily-counted",
  "away-after-three",
  "silent-to-leads",
  "absence-days",
  "ceilings-held",
  "told-from-three-people",
  "readers-by-role",
  "roles-named",
  "admins-named",
  "left-asked-no-more",
  "going-up-asked",
  "written-for-above",
  "register-readers",
  "late-then-day",
  "views-only",
  "people-confidential",
  "exports-pseudonymous",
  "names-by-two",
  "two-persons",
  "goes-on-the-first",
  "announced-first",
  "messages-forgotten",
  "no-rate-below-five",
  "roles-from-three",
  "nothing-sent",
  "slack-scopes",
  "own-data",
  "objection-answered",
  "objection-in-a-month",
  "erased-everywhere",
  "erasure-receipt",
  "erased-again",
  "votes-stay",
  "notice-first",
  "notice-whole",
  "sensitive-asked",
  "sensitive-seldom-wrong",
  "beyond-asked",
  "file-asked",
  "data-map",
  "grounds-at-each-press",
  "workspaces-apart",
  "files-private",
  "audit-only-grows",
  "gone-from-file",
] as const;
export type Tested = (typeof TESTED)[number];

export type Setting =
  | Exclude<keyof Settings, "locale" | "holidayRegion">
  | Retained
  | "checkIns"
  | "dataProtection"
  | "choosingConsultedOn"
  | "handedOver";

/** `organisation`: what only whoever runs it can fill in. */
export type Fact = "measured" | "law" | "slack" | "organisation";

export type Because = { setting: Setting } | { tests: readonly Tested[] } | { fact: Fact };

/** The same in both languages, as plain text. */
export interface Said {
  en: string;
  fr: string;
}

export interface Statement extends Said {
  because: Because;
}

export interface Row {
  because: Because;
  cells: Said[];
}

export interface Table {
  head: Said[];
  /** Of the columns, as shares of the whole. */
  widths: number[];
  rows: Row[];
}

/** A list of sentences is one paragraph. */
export type Says = Statement | readonly Statement[] | Table;

export interface Section {
  heading: Said;
  says: Says[];
}

/** One of the papers that a dossier holds. */
export interface Part {
  title: Said;
  sections: Section[];
}

export function setting(of: Setting, en: string, fr: string): Statement {
  return { en, fr, because: { setting: of } };
}

/** Of a sentence that says several things, each is kept by a test. */
export function tested(by: Tested | readonly [Tested, ...Tested[]], en: string, fr: string): Statement {
  return { en, fr, because: { tests: typeof by === "string" ? [by] : by } };
}

export function fact(of: Fact, en: string, fr: string): Statement {
  return { en, fr, because: { fact: of } };
}

/** What the organisation has to fill in itself. */
export function toComplete(en: string, fr: string): Statement {
  return fact("organisation", `[to complete: ${en}]`, `[à compléter\u00a0: ${fr}]`);
}

export function isTable(said: Says): said is Table {
  return "rows" in said;
}

/** The sentences of a paragraph. */
export function sentencesOf(said: Exclude<Says, Table>): readonly Statement[] {
  return "because" in said ? [said] : said;
}
