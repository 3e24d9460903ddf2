/**
 * A report: how one program stands for one period, the same for everybody who reads it. A digest is the reports of its
 * reader's programs. Lines hold ids of people, never names: names are looked up when the report is shown.
 */
import { z } from "zod";
import { HEALTH_COLOURS } from "../../cadences/questions/health-scale.ts";
import { OUTLOOKS, RECOMMENDATIONS } from "../../cadences/questions/questions.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import { decimalText } from "../../platform/texts/decimals.ts";
import { GIVEN } from "../../register/types/decisions-and-requests.ts";
import { DIRECTIONS } from "../../register/types/goals.ts";

export const RHYTHMS = ["weekly", "monthly", "quarterly", "annual"] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** In order of weight: the first weighs most. What comes after `no-update` stands in no order of weight. */
export const LINE_KINDS = [
  "request-overdue",
  "request",
  "newly-off-track",
  "blocked",
  "still-off-track",
  /** A fact against a green status. */
  "against-green",
  /** What is recommended for the program at the end of a quarter. */
  "recommended",
  "milestone-moved",
  "newly-at-risk",
  "decided",
  /** An item done or a milestone reached. */
  "finished",
  /** It went off track or at risk since the report before, and is no longer. */
  "was-off-track",
  "recovered",
  /** It was off track and is at risk. */
  "recovering",
  /** Whether an objective that the program serves will be reached, as whoever leads sees it. */
  "outlook",
  /** A measure with a new value, behind its line, or without a figure. */
  "measure",
  "value",
  "bottom-line",
  "still-at-risk",
  "done",
  "no-update",
  /** What comes in the next 30 days: a milestone, a request that is due, a presence. */
  "upcoming",
  /** What is planned, as it was written; of a quarter and a year what goes on, changes and stops. */
  "next",
  /** What is wished for the year to come: nothing of it is reached. */
  "aim",
  /** What of people and money is there, and what is missing. */
  "capacity",
  /** What was learnt. */
  "lesson",
  /** A risk, issue, action, assumption or dependency that is open and blocks nothing. */
  "open",
  /** Stood open in the report before and ended otherwise than by being finished or decided. */
  "ended",
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

const day = z.iso.date();
/** What has no date comes after what has one. */
export const LAST_DAY = "9999-12-31";
const status = z.enum(HEALTH_COLOURS);
export type Status = z.infer<typeof status>;

/** What a line rests on: an answer in one of its revisions, an item, an entry of the status history, or that somebody was asked. */
const sourceSchema = z.discriminatedUnion("kind", [
  /** `by`: who answered for somebody who was away. */
  z.strictObject({ kind: z.literal("check-in"), id: z.string(), revision: z.int().min(1), by: z.string().optional() }),
  z.strictObject({ kind: z.literal("item"), id: z.string(), revision: z.int().min(1) }),
  z.strictObject({ kind: z.literal("status"), at: z.string() }),
  /** Of `no-update`: those who were asked for the period with this label. */
  z.strictObject({ kind: z.literal("asked"), period: z.string() }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** Of a risk, as it was scored: both from 1 to 5. */
const scoreSchema = z.strictObject({ probability: z.int().min(1).max(5), impact: z.int().min(1).max(5) });
export type Score = z.infer<typeof scoreSchema>;

/** How something was before: of a milestone its dates, of a status the one before, of a blocker how long it is silent. */
const wasSchema = z.strictObject({
  /** The date in the report before. */
  due: day.optional(),
  /** The first date that was ever given. */
  firstDue: day.optional(),
  /** How often the date has moved in all. */
  moves: z.int().min(1).optional(),
  /** Why it moved last, as written. */
  reason: z.string().optional(),
  status: status.optional(),
  outlook: z.enum(OUTLOOKS).optional(),
  /** In the report before. */
  score: scoreSchema.optional(),
  /** Who had it in the report before, until that day. */
  owner: z.string().optional(),
  until: day.optional(),
});

const trackSchema = z.strictObject({
  id: z.string(),
  done: z.int().min(0),
  all: z.int().min(1),
  /** As it looks now, and as it was planned. */
  ends: day,
  planned: day,
  /** How many were done in the report before. */
  doneBefore: z.int().min(0).optional(),
});

/** How a matter of the report before has ended. */
export const ENDINGS = ["withdrawn", "dropped", "replaced", "held", "no-word", "left-out", "not-reached"] as const;

const textsSchema = z.strictObject({ en: z.string().optional(), fr: z.string().optional() });

export const lineSchema = z.strictObject({
  kind: z.enum(LINE_KINDS),
  /** As its author wrote it; empty where the kind says it all. */
  text: z.string(),
  /** In another language than its author's, where they wrote that too. */
  texts: textsSchema.optional(),
  /** Id of whoever wrote it, or owns the item; null: nobody did, it is counted. */
  by: z.string().nullable(),
  /** The day since which it is so: blocked, open, off track, without an update; null: it happened or is planned. */
  since: day.nullable(),
  /** The day on which it happened: it was decided, finished, reached, or ended. */
  on: day.optional(),
  /** `LOY-I-4`. */
  code: z.string().optional(),
  itemId: z.string().optional(),
  type: z.string().optional(),
  /** Id of who answers for it; of a request, who decides or owes a reply. */
  owner: z.string().optional(),
  /** Whoever decides it has asked a question: its owner owes the reply. */
  awaitsReply: z.literal(true).optional(),
  due: day.optional(),
  /** Of an open request: the last day of whoever has it. */
  answerBy: day.optional(),
  /** Its days late are not counted: it was past its date when its owner got it, or they have not been asked of it yet. */
  isUncounted: z.literal(true).optional(),
  was: wasSchema.optional(),
  /** Of a risk that has both. */
  score: scoreSchema.optional(),
  /** Of a decision, what was decided; of a request with options, what is recommended; of what was closed, its note. */
  outcome: z.string().optional(),
  /** Of a status: what is being done, and by when. */
  action: z.string().optional(),
  actionBy: day.optional(),
  /** Of a presence: its time, of the day where there is none, the zone of that time, and where. */
  presence: z
    .strictObject({ time: z.string().optional(), zone: z.string().optional(), place: z.string().optional() })
    .optional(),
  /** Of an open matter of which nobody said anything since: the day of the last word, of a milestone its date. */
  noWordSince: day.optional(),
  /** Of a risk, where that was after it was raised: the day on which it was said last that it stands. */
  confirmedOn: day.optional(),
  /** The day on which their author last wrote them: of words that are no item and stand open, or of a shorter rhythm. */
  writtenOn: day.optional(),
  /** Of the report before, as of which day: it stands until the period has something in its field. In no stored report. */
  asOf: day.optional(),
  /** Of `no-update`: how many periods in a row nobody said anything, from the second on. */
  periods: z.int().min(2).optional(),
  /** Of `against-green`: the worse status that the team gave. */
  teamStatus: status.optional(),
  /** It came after the report of its period had gone. */
  isLate: z.literal(true).optional(),
  /** Of what is chosen for a quarter and came late: that quarter, as its round has it. */
  about: z.string().optional(),
  ending: z.enum(ENDINGS).optional(),
  /** Of a track: how many of its steps are done, and when it ends. */
  track: trackSchema.optional(),
  /** Of a finished request for work, beside its `outcome`: what it was to achieve. */
  goal: z.string().optional(),
  /** Of a decision, what it gave, as whoever asked has said. */
  given: z.array(z.enum(GIVEN)).optional(),
  /** Of `recommended`, with the day until which a pause is. */
  recommend: z.enum(RECOMMENDATIONS).optional(),
  until: day.optional(),
  /** Of `outlook`. */
  outlook: z.enum(OUTLOOKS).optional(),
  sources: z.array(sourceSchema).min(1),
});
export type Line = z.infer<typeof lineSchema>;

/** That a risk or what blocked is gone is less than what was reached. */
export function isRemoved({ kind, type }: Line): boolean {
  return kind === "finished" && (type === "risk" || type === "issue" || type === "dependency" || type === "assumption");
}

/** On a roadmap: open, or reached since the report before. */
const milestoneSchema = z.strictObject({
  itemId: z.string(),
  code: z.string(),
  title: z.string(),
  firstDue: day.nullable(),
  due: day.nullable(),
  moves: z.int().min(0),
  reachedOn: day.nullable(),
});
export type ReportedMilestone = z.infer<typeof milestoneSchema>;

const dated = z.strictObject({ on: day, value: decimalText });

/** Of a measure its values are kept for its picture. */
export const MOST_VALUES = 13;

const ended = z.strictObject({ as: z.enum(["reached", "not-reached", "dropped"]), on: day });

/** Open, or ended since the report before: with its line, and how its last value stands beside that. */
const measureSchema = z.strictObject({
  itemId: z.string(),
  code: z.string(),
  title: z.string(),
  unit: z.string(),
  direction: z.enum(DIRECTIONS),
  /** Baseline, waypoints and target, the earliest first. */
  corners: z.array(dated).min(2),
  /** One a day, the earliest first. */
  values: z.array(dated).max(MOST_VALUES),
  /** The value before the last, or the baseline. */
  before: dated,
  /** Null: it has none yet. */
  latest: dated.nullable(),
  /** For the day of the last value. */
  planned: decimalText.nullable(),
  isBehind: z.boolean(),
  isBehindTwice: z.boolean(),
  noFigureSince: day.nullable(),
  /** Its last value is another one than in the report before. */
  isNew: z.literal(true).optional(),
  ended: ended.optional(),
});
export type ReportedMeasure = z.infer<typeof measureSchema>;

/** Of a portfolio: open, or ended since the report before. */
const objectiveSchema = z.strictObject({
  itemId: z.string(),
  code: z.string(),
  title: z.string(),
  /** As its fiscal year is called. */
  year: z.int().optional(),
  /** The worst first, each with the program or portfolio whose it is. */
  measures: z.array(z.strictObject({ itemId: z.string(), programId: z.string() })),
  ended: ended.optional(),
});
export type ReportedObjective = z.infer<typeof objectiveSchema>;

export const COUNTED = [
  "risk",
  "issue",
  "action",
  "request",
  "assumption",
  "dependency",
  "milestone",
  "presence",
] as const;

export const reportSchema = z.strictObject({
  programId: z.string(),
  rhythm: z.enum(RHYTHMS),
  /** `2026-W44`, `2026-10`, `2026-Q4`, `FY2027`; both days belong to it. */
  period: z.strictObject({ label: z.string(), from: day, until: day }),
  fromAt: z.string(),
  cutOffAt: z.string(),
  /** When its draft was made, whose words it went with: what was written after that is in none of its lines. */
  draftedAt: z.string().optional(),
  /** Null: nobody ever gave the program a status. */
  status: z
    .strictObject({
      status,
      /** When the present run began. */
      since: day,
      /** How many periods of the report's rhythm the run has lasted, this one included. */
      periods: z.int().min(1),
      /** At the cut-off of the report before; null: none. */
      before: status.nullable(),
      reason: z.string().nullable(),
      action: z.string().nullable(),
      actionBy: day.nullable(),
      by: z.string(),
      /** Given by somebody who was its deputy then. */
      isDeputys: z.literal(true).optional(),
      at: z.string(),
      /** The day on which it was given, in the zone of the workspace. */
      on: day,
      /** That day, where those who give it have been asked in vain since and not given it in the period. */
      noWordSince: day.optional(),
      /** What another of lead and deputies gave of late that does not count, or on the same round, where it differs. */
      other: z
        .strictObject({ status, by: z.string(), on: day, reason: z.string().nullable(), action: z.string().nullable() })
        .optional(),
    })
    .nullable(),
  /** At the end of the last six periods, the oldest first, the present one last; null: none was given by then. */
  strip: z.array(status.nullable()).max(6),
  /** In order of weight, then of age. */
  lines: z.array(lineSchema),
  /** All that are open, and those reached since the report before; by date. */
  milestones: z.array(milestoneSchema).optional(),
  /** In the order in which they are told. */
  measures: z.array(measureSchema).optional(),
  /** Of a portfolio, which has nothing else than these and their measures. */
  objectives: z.array(objectiveSchema).optional(),
  /** How many items of each type are open at the cut-off; those in `withoutWord` are not counted here. */
  open: z.partialRecord(z.enum(COUNTED), z.int().min(0)),
  /** Items without a word for 60 days: in the register, in no line. */
  withoutWord: z.int().min(0),
  /** The step that has waited longest at the cut-off, with its role where three or more hold that. */
  waits: z
    .strictObject({
      text: z.string(),
      texts: textsSchema.optional(),
      role: z.string().optional(),
      days: z.int().min(1),
    })
    .optional(),
  /** Of those who were asked in the period by what feeds the report: how many there were, and how many answered. */
  asked: z.int().min(0),
  answered: z.int().min(0),
});
export type Report = z.infer<typeof reportSchema>;
export type Period = Report["period"];

/** With the words that were written in the language of its reader. */
export function inLanguage(report: Report, language: "en" | "fr"): Report {
  const inTheirs = <Said extends Pick<Line, "text" | "texts">>(said: Said): Said => ({
    ...said,
    text: said.texts?.[language] ?? said.text,
  });
  const { lines, waits } = report;
  return { ...report, lines: lines.map(inTheirs), ...(waits && { waits: inTheirs(waits) }) };
}

export const readReport = jsonColumn(reportSchema);
/** How many reports a statement reads or writes: of a program of which a team writes each day one is long. */
export const DOCUMENTS_IN_STATEMENT = 20;
/** What a digest is made of. */
export const readReportIds = jsonColumn(z.array(z.string()));

/** Kinds whose words are their author's: a hold takes the words and leaves the status. */
export const STATUS_KINDS: readonly LineKind[] = [
  "newly-off-track",
  "still-off-track",
  "newly-at-risk",
  "still-at-risk",
  "recovered",
  "recovering",
];

/** Who answered for the author of a line. */
export function writerOf({ sources }: Pick<Line, "sources">): string | undefined {
  return sources.find((source) => source.kind === "check-in")?.by;
}

/** Ids of those whose answers it has, and of who wrote for them: who owns an item has not written it. */
export function authorsOf({ status, lines, fromAt }: Report): { by: string; writer?: string | undefined }[] {
  const written = lines.filter(
    ({ itemId, teamStatus, sources }) => !itemId && !teamStatus && sources.some(({ kind }) => kind === "check-in"),
  );
  const authors = written.flatMap((line) => (line.by === null ? [] : [{ by: line.by, writer: writerOf(line) }]));
  const isGiven = status && status.at > fromAt && !authors.some(({ by }) => by === status.by);
  const all = [...(isGiven ? [{ by: status.by }] : []), ...authors];
  return [...new Map(all.map((author) => [Object.values(author).join(" "), author])).values()];
}
