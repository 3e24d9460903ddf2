/** The first screen of a digest as data, in its reader's words: what messages, previews and PDF show alike. */

import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import type { Reader } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { AskedFor } from "../../programs/decision-limits.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { Request } from "../../register/requests/request.ts";
import type { Line, Period, Report, Rhythm, Status } from "../compile/report.ts";

/** A program in a digest, with its report. */
export interface ReportedProgram {
  id: string;
  key: string;
  title: string;
  isFlagship: boolean;
  /** Among those that were ranked, from 1. */
  rank?: number;
  report: Report;
  /** Only its words are missing: a lead holds them. Status, dates and requests are there. */
  isHeld: boolean;
  /** The day on which the report was corrected after it had been sent. */
  correctedOn?: LocalDate;
  /** Beside a row alone, of whoever gave another status. */
  names?: ReadonlyMap<string, string>;
  /** In a digest: its reader may not read there what it rests on. */
  isTeams?: boolean;
  /** Its team can be thanked there. */
  hasChannel?: true;
  /** When it is to end. */
  endsOn?: LocalDate;
  /** It is paused; the day on which it goes on. */
  pausedUntil?: LocalDate;
  /** The day on which it was closed, before the report went. */
  closedOn?: LocalDate;
}

/** A portfolio for which the reader sits, with its objectives: no program of the digest, and in none of its counts. */
export interface ReportedPortfolio {
  id: string;
  key: string;
  title: string;
  report: Report;
  /** Ids of the measures that its reader may know: the others count, and are not named. */
  named: ReadonlySet<string>;
}

/** A request that is the reader's own to decide, or a blocker of theirs, as it is when the screen is made. */
export interface Need {
  itemId: string;
  code: string;
  program: string;
  /** The question, as written. */
  title: string;
  answerBy: LocalDate | null;
  neededBy: LocalDate | null;
  options: readonly string[];
  recommended: string | null;
  costOfWaiting: string | null;
  /** Left out: it names no amount and no days. */
  asks?: AskedFor;
  /** Who asks; absent of a blocker. */
  from?: Pick<Request, "requester" | "writer">;
  /** As of its sending: past the last day of its reader. */
  isOverdue: boolean;
  /** It was needed before that; its reader may be in time all the same. */
  isPastNeeded: boolean;
  /** Of a blocker, since when. */
  blockedSince?: LocalDate;
  /** Decided, withdrawn, done or with somebody else since: it stands with what became of it. */
  isOver: boolean;
  /** Its reader asked something back: it is for somebody else to reply. */
  isAwaitingReply?: true;
  /** Its reader votes on it, as a member of the committee. */
  isVote?: true;
}

/** What became of a request since a report named it: who has it now, or who decided it, on which day. */
export interface RequestNow {
  became: "with" | "decided" | "withdrawn";
  /** Null: the reader. */
  name: string | null;
  /** What was decided. */
  outcome?: string;
  on: LocalDate | null;
}

/** How a matter stands on a first screen: in a line of its own, or among those that share one. */
export const DRAWN = ["line", "running"] as const;

/** What was chosen for a first screen when its digest was sent: matters by name, and items, without a word of anybody. */
const screenChoiceSchema = z.strictObject({
  /** Of all its needs, those that it shows first. */
  needs: z.array(z.string()),
  /** `need`: it is that request alone. */
  headline: z.strictObject({
    need: z.string().nullable(),
    matters: z.array(z.string()),
    silence: z.boolean(),
  }),
  /** Each in a line of its own, or as one of those that share a running line. */
  lines: z.array(z.strictObject({ name: z.string(), drawn: z.enum(DRAWN) })),
  /** Of the objectives of portfolios, the measures that were named. */
  measures: z.array(z.string()).optional(),
});
export type ScreenChoice = z.infer<typeof screenChoiceSchema>;
export const readScreenChoice = jsonColumn(screenChoiceSchema);

export interface ScreenInput {
  /** Without an id none of its blockers are theirs to say. */
  reader: Reader & { id?: string; name: string; role: SeatRole | "office" };
  rhythm: Rhythm;
  period: Period;
  asOf: Instant;
  /** The workspace’s: dates, ages and lateness are counted in it, whoever reads them. */
  zone: string;
  programs: readonly ReportedProgram[];
  portfolios?: readonly ReportedPortfolio[];
  needs: readonly Need[];
  /** Of a digest that was sent: what stands on its first screen. */
  choice?: ScreenChoice;
  /** Of a whole report, which begins with its status. */
  isWhole?: true;
  /** Of requests that are no longer as the reports have them, by item. */
  requestsNow?: ReadonlyMap<string, RequestNow>;
  /** Of everybody whom lines name, by id; who is erased or unknown is missing. */
  names: ReadonlyMap<string, string>;
  /** How many working days of the workspace lie between a day that is past and `asOf`; absent: not counted. */
  workingDaysLate?: (due: LocalDate) => number;
}

export const SECTIONS = [
  "yours",
  "blocked",
  "changed",
  "decided",
  "next",
  "outlook",
  "value",
  "roadmap",
  "upcoming",
  "paused",
  "silent",
  "aims",
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Of a year: what its reader decided and all else that was, after the objectives, before what goes on. */
export const SECTIONS_OF_YEAR: readonly SectionName[] = [
  "decided",
  ...SECTIONS.filter((name) => name !== "yours" && name !== "decided"),
];

/** Those of one program stand together in a section; its name is shown once, before the first. */
export interface ScreenLine {
  /** Of an objective its own id: its title stands where the name of a program does. */
  programId: string;
  /** In bold; empty where the screen has one program, and in a line that names many. Shortened in a large portfolio. */
  program: string;
  /** Of a program that is off track or at risk, and of a green that facts speak against. */
  status: Status | null;
  /** One matter, which ends at a clause, and behind it in brackets how old it is; plain text. */
  text: string;
  /** The lines of the report that it says. */
  lines: readonly Line[];
}

export interface Screen {
  /** “October · 4 programs” */
  title: string;
  /** “for Margaret Osei, sponsor · written by 4 of 4 leads · as of Tue 3 Nov” */
  basis: string;
  /** Two or three clauses of different programs; null: nothing is known, which the basis says. */
  headline: string | null;
  /** Empty where nothing is needed of the reader. */
  needsHeading: string;
  /** At most three; `more` says how many there are beside them. */
  needs: readonly Need[];
  moreNeeds: string | null;
  /** Before those of programs the objectives of portfolios. */
  sections: readonly { name: SectionName | "objectives"; heading: string; lines: readonly ScreenLine[] }[];
  /** “On track 1 → 2 · At risk 3 → 1 · Off track 0 → 1” */
  counts: string | null;
  /** What is left out, counted by kind; null: nothing is. */
  leftOut: string | null;
  choice: ScreenChoice;
}
