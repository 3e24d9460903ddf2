/** What a report is compiled from: the facts of one program, as the record has them at a cut-off. Plain data. */
import type { Feed, Outlook, RecommendationAnswer } from "../../cadences/questions/questions.ts";
import type { Dated } from "../../goals/line.ts";
import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Details, ItemType } from "../../register/item-types.ts";
import type { Disclosure } from "../../register/table.ts";
import type { Given } from "../../register/types/decisions-and-requests.ts";
import type { Line, Period, Report, Rhythm, Score, Status } from "../compile/report.ts";

/**
 * As what somebody gave a status, by their seat and the absences of that day: `stand-in` is a deputy while no lead was there.
 */
export const GIVEN_AS = ["lead", "deputy", "stand-in"] as const;
export type GivenAs = (typeof GIVEN_AS)[number];

/** An entry of the status history. */
export interface StatusEntry {
  at: Instant;
  /** The day of the workspace on which it was given. */
  day: LocalDate;
  status: Status;
  givenAs: GivenAs;
  /** The day of the round that it answers, one for all check-ins of that day; null: it corrects a report. */
  round: LocalDate | null;
  /** What was written with it; null where nothing was. */
  reason: string | null;
  action: string | null;
  actionBy: LocalDate | null;
  /** Id of the lead or deputy who gave it. */
  by: string;
  checkInId: string | null;
  /** Its words were written for those above alone. */
  isAboveOnly?: true;
}

/** What was written in one field of an answer. Lists are one entry a line; none: it was asked and left empty. */
export interface FieldFacts {
  feeds: Feed;
  lines: readonly string[];
  texts?: Line["texts"];
  /** Its author keeps it in the team. */
  isTeamOnly?: true;
}

/** The last revision, up to the cut-off, of one check-in. */
export interface AnswerFacts {
  checkInId: string;
  revision: number;
  personId: string;
  /** Who answered in the place of `personId`. */
  writerId?: string;
  /** Lead or deputy of the program when it was given. */
  isOfLead: boolean;
  /** Of a deputy who did not lead it then. */
  isOfDeputy?: true;
  /** The rhythm in which it was asked. */
  every: "week" | "month" | "quarter" | "year";
  period: string;
  answeredAt: Instant;
  /** It belongs to an earlier period, whose report had gone when it came. */
  isLate: boolean;
  /** A lead's weekly one for the team: it goes above where nobody gave the month's own. */
  isForTeam?: true;
  fields: readonly FieldFacts[];
  recommendation?: RecommendationAnswer;
  /** Objectives that those above may read. */
  outlook?: readonly { itemId: string; title: string; outlook: Outlook }[];
}

export type ItemKind = Exclude<ItemType, "request"> | "request";

export interface ItemFacts {
  id: string;
  revision: number;
  /** `LOY-R-12`. */
  code: string;
  kind: ItemKind;
  title: string;
  /** Of a request, who decides, decided or owes a reply; null: nobody yet. */
  ownerId: string | null;
  /** Whoever decides it waits for the reply of its owner. */
  awaitsReply?: true;
  raisedBy: string;
  raisedOn: LocalDate;
  withOwnerSince: LocalDate;
  dueOn: LocalDate | null;
  /** Of an open request: the last day of whoever has it, and from when on they are late. */
  answerBy: LocalDate | null;
  lateFrom: Instant | null;
  firstDueOn: LocalDate | null;
  /** How often its date was moved. */
  moves: number;
  /** The moves since the report before: `from` and `to` days, why as written. */
  moved: readonly { at: Instant; from: LocalDate | null; to: LocalDate | null; reason: string | null }[];
  /** Who had it at the report before, and until when, where it went to another. */
  left: { owner: string; until: LocalDate } | null;
  /** `done` also of a decided request and a reached milestone; a decision in force is `open`. */
  state: "open" | "done" | "dropped" | "withdrawn" | "replaced";
  /** When it got there; null while it is open. */
  closedAt: Instant | null;
  /** Who closed the item. */
  closedBy?: string;
  /** Of a milestone: the day on which it was reached, as it was given. */
  reachedOn: LocalDate | null;
  /** Of a request, what was decided; of another item that is over, what was noted when it was closed. */
  outcome: string | null;
  /** Of a request: the option recommended. */
  recommended: string | null;
  /** Of a request, what it gave, where whoever asked has said it. */
  given?: readonly Given[];
  /** Of a presence, when and where it is. */
  presence: Line["presence"] | null;
  /** Of a step that others wait for: its role, where three or more hold that, else empty. */
  role?: string | undefined;
  /** Of a step. */
  trackId?: string | undefined;
  /** Of a risk that has both. */
  score?: Score;
  /** Whether work waits for the item. */
  isBlocker: boolean;
  /** When its owner or whoever raised it last said anything of it: raised, changed, confirmed. */
  lastWordAt: Instant;
  disclosure: Disclosure;
  /** The answer that raised it, or confirmed it last; null: none did. */
  checkInId: string | null;
  /** Of a decided request: the decision that it made. */
  decisionId: string | null;
}

/** A measure, with its values as they had been entered by the cut-off. */
export interface MeasureFacts
  extends Pick<ItemFacts, "id" | "revision" | "code" | "title" | "ownerId" | "dueOn" | "disclosure"> {
  details: Details["measure"];
  state: "open" | "reached" | "not-reached" | "dropped";
  /** Null while it is open. */
  closedAt: Instant | null;
  /** One a day, the earliest first. */
  values: readonly Dated[];
  /** The last day of the last month or quarter whose number is known, by the workspace's calendar. */
  knownBy: LocalDate;
  yearStartMonth: number;
}

/** A track that runs, or has ended since the report before; so is each request for work. */
export interface TrackFacts {
  id: string;
  /** Of a hand-off between roles, and of one about somebody who joins or leaves, reports have what is late alone. */
  kind: "track" | "request" | "hand-off" | "person";
  name: { en: string; fr: string };
  /** Of a request: `LOY-W-3`. */
  code?: string;
  /** How many of its steps are done, of how many. */
  done: number;
  all: number;
  /** When it ends as it looks now, and as it was planned. */
  ends: LocalDate;
  planned: LocalDate;
  /** Null while it runs. */
  endedAt: Instant | null;
  /** Of a request that is finished: who did its last step, what it was to achieve, and what came of it. */
  endedBy: string | null;
  goal: string | null;
  result: string | null;
  /** Those that are or were ready. */
  steps: readonly TrackStepFacts[];
}

export interface TrackStepFacts extends Pick<ItemFacts, "revision" | "disclosure" | "ownerId" | "dueOn"> {
  itemId: string;
  title: { en: string; fr: string };
  /** Its title with that of its track. */
  text: { en: string; fr: string };
  isLate: boolean;
  /** Since when it was ready. */
  since: LocalDate;
  /** Done, and still to be approved: it may be sent back. */
  isAtGate: boolean;
}

/** A status that the team gave, worse than that of the program. */
export interface TeamStatus {
  status: Status;
  by: string;
  at: Instant;
  reason: string | null;
  checkInId: string;
  revision: number;
}

export interface ProgramFacts {
  programId: string;
  rhythm: Rhythm;
  period: Period;
  /** Its period is not over: it does not count as one that a status has lasted. */
  isUnderWay?: true;
  /** What happened after `fromAt` up to `cutOffAt` belongs to it. */
  fromAt: Instant;
  cutOffAt: Instant;
  /** What was due before that day its owner was asked about before today, on the working day after. */
  lateBefore: LocalDate;
  /** Of the workspace, in which days are counted. */
  zone: string;
  /** Ends of the six periods before, the newest first: for the strip. */
  earlierCutOffs: readonly Instant[];
  /** All up to the cut-off, the oldest first, also those that do not count. */
  statuses: readonly StatusEntry[];
  teamStatus: TeamStatus | null;
  /** Of the cadences that feed this report, in its time; in order of `answeredAt`. */
  answers: readonly AnswerFacts[];
  /** Of a quarter and a year: the reports of shorter rhythms in it, the oldest first. Empty otherwise. */
  within: readonly Report[];
  /** As of now: the last one sent, which stands field by field until the period has its own. */
  lastSent?: Report | undefined;
  /** Open at the cut-off, or closed after `fromAt`. No drafts. */
  items: readonly ItemFacts[];
  /** Open at the cut-off, or ended after `fromAt`: they are no other items. */
  measures: readonly MeasureFacts[];
  tracks: readonly TrackFacts[];
  /** Ids of people: asked in the period by what feeds it, and those of them who answered. */
  asked: readonly string[];
  answered: readonly string[];
  /** Those who give the status were asked for it since they gave it last, in any rhythm, and none has answered in the period. */
  isLeadSilent: boolean;
}
