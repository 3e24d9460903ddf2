/** What a digest is made of, as read from the record. Lists come in no particular order. */

import type { Answers, AnswerValue, Feed, QuestionType } from "../../cadences/questions/questions.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { SaidSo } from "../../check-ins/proposals/rules.ts";
import type { Marker } from "../../health/markers.ts";
import type { GivenColour } from "../../health/rules-given.ts";
import type { DateChange, Outcome } from "../../health/rules-milestones.ts";
import type { Pace } from "../../health/rules-pace.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Language, Reader } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Closing } from "../../programs/closings/rules.ts";
import type { Budget, Label } from "../../programs/profile/rules.ts";
import type { Heads } from "../../programs/rules-heads.ts";
import type { WordsOfDraft } from "../../register/above/rules.ts";
import type { Level } from "../../register/escalation/rules.ts";
import type { DecidingBody } from "../../register/types/ask.ts";
import type { LineOf, ToldAsk } from "../document.ts";
import type { Phase } from "../phases/rules.ts";
import type { Rhythm } from "../table.ts";

/** A whole week, month, quarter or year; both days belong to it. */
export interface Period {
  /** `2025-W05`, `2025-01`, `2025-Q1`, `FY2026-Q1`, `2025`, `FY2026`. */
  label: string;
  from: LocalDate;
  until: LocalDate;
}

/** `month`: `2026-10`; `at`: when how a program stands then is told. */
export interface MonthEnd {
  month: string;
  at: Instant;
}

export interface DigestFacts {
  reader: Reader & { handle: string; name: string };
  rhythm: Rhythm;
  period: Period;
  /** Covers what was recorded after `fromAt` up to `cutOffAt`. */
  fromAt: Instant;
  cutOffAt: Instant;
  /** Of the periods before, newest first. */
  earlierCutOffs: Instant[];
  /** When this reader was told before how programs stand, week by week or month by month, newest first: `toldAtBefore`. */
  toldAt: Instant[];
  /** Of a quarter and a year, in order. */
  months: MonthEnd[];
  programs: ProgramFacts[];
  /** How many people were asked in the period and answered nothing in it; of a quarter or a year it is not told. */
  silentPeople: number;
  /** How many had answered, as the digest of the period before told it; null where there was none. */
  toldBefore: LineOf<"participation"> | null;
  /** Programs that are left out because a lead holds them back. */
  heldBack?: { program: string; by: string }[];
}

export interface ProgramFacts {
  id: string;
  key: string;
  title: string;
  isFlagship: boolean;
  /** Its reader sits above those who lead it, and neither leads it nor works in it. */
  isAbove?: true;
  /** Of a look ahead: drafts of answers of which their authors have still to say, or be shown, that they go up. */
  drafts?: readonly WordsOfDraft[];
  /** As they were at the cut-off; left out: it had none. */
  labels?: readonly Label[];
  budget?: Budget | null;
  /** The phase that its reader knows of, and the one in which it is; null: none, or it was not looked up. */
  phase?: { before: Phase | null; now: Phase | null };
  /** When it was closed, and by whom as far as that is known: then the digest has nothing else of it. */
  closed?: { at: Instant; by: string | null };
  /** When it was closed and when reopened, each time since the digest before that had it, in order; else the last time. */
  reopened?: { closedAt: Instant; at: Instant; isNew: boolean }[];
  /** Cut-off of the first of the digests that went without it, where the last did: since then none has told of it. */
  heldSince?: Instant;
  /** Ids of those who lead it now, and of their deputies. */
  leads: readonly string[];
  deputies: readonly string[];
  /** The same of before, each up to when that changed; absent where it never did. */
  ledBefore?: Heads["ledBefore"];
  /** Those that feed this reader. */
  cadences: CadenceFacts[];
  /** What the digest covers: of each check-in its last revision up to the cut-off. */
  answers: AnswerFacts[];
  /** Of the period before: what each person said would come next, last answer per person and cadence. */
  plans: AnswerFacts[];
  /**
   * Of earlier periods: what has numbers that the digest tells, each check-in as it was last. A longer digest has here those
   * of its own period too that none of its answers give.
   */
  measured: AnswerFacts[];
  /** Of earlier periods: all that was said by those who now say of a blocker or a risk that it stands, as `measured`. */
  saidBefore: AnswerFacts[];
  /** A running check-in that tells this reader of the program asks for its health. */
  asksHealth: boolean;
  /**
   * Of the check-ins that tell this reader of its health, the rounds, as far back as the colours, also those in which there was
   * nobody to ask; with when the program was closed after them.
   */
  asked: { cadenceId: string; opensAt: Instant; every: Rule["every"]; isMissed?: true; closed?: Closing | undefined }[];
  /** Every colour that this reader is told by, each revision of it, as far back as the earlier periods need. */
  given: GivenFacts[];
  /** Checks that the owners of the colours did not answer; none for those below whom the program stands. */
  markers: Marker[];
  /** All that stand, also where this reader is not told of them: who is asked cannot be told that nothing is needed. */
  doubts: Marker[];
  /** Target dates as they were at the cut-off. */
  milestones: MilestoneFacts[];
  /** Those whose key lies in the period. */
  rounds: RoundFacts[];
  /** Ids of those who were asked in these or the counted ones, and of those who answered one, as far as that is still kept. */
  people: { asked: ReadonlySet<string>; answering: ReadonlySet<string> };
  /** As many of the other check-ins that tell the reader of a longer digest how the program stands: they are only counted. */
  counted: RoundFacts[];
  /** Of the register: asks that wait or were decided since the period before, oldest first. */
  asks: AskFacts[];
  /** Of the register, in a longer digest: what was decided in its time and stands. */
  decisions: DecisionFacts[];
  /** Of the register: dependencies that are open and have both parties. */
  dependencies: DependencyFacts[];
  /** Of the register: the days for which somebody was asked to appear, as far as the reader may read it. */
  appearancesOn: LocalDate[];
  /** Of the register: what nobody answers at the end of its ladder, and the reader may read. */
  overdue: OverdueFacts[];
  /** Of the register: what blocks work, whoever may read it. */
  blockers: { itemId: string }[];
  /** Of the register: by which answer each blocker and, where one is said to stand, each risk that is open was named last. */
  alive: { feed: Feed; checkInId: string }[];
  /** Of the register: what else is open. */
  openItems: OpenItemFacts[];
}

/** A risk, an issue, an assumption or an action that is alive. */
export interface OpenItemFacts {
  itemId: string;
  revision: number;
  code: string;
  title: string;
  raisedBy: string;
  raisedAt: Instant;
  /** What it weighs once somebody stands by it. */
  kind: "blocker" | "high-risk" | "overdue-action" | "risk" | "other";
  since: LocalDate;
  dueOn: LocalDate | null;
  /** How long it has been open. */
  workingDays: number;
  /** By this reader. */
  isReadable: boolean;
  /** A blocker that nobody answers where the reader may not read it: at which level, and when it comes back there. */
  stuck: { level: Level; stillUntil: LocalDate | null } | null;
  /** The answer that named it last; null: none did. */
  checkInId: string | null;
}

export interface OverdueFacts {
  itemId: string;
  revision: number;
  /** `ASK-4`. */
  code: string;
  raisedBy: string;
  raisedAt: Instant;
  /** Working days of the workspace since the term of the last level was over. */
  days: number;
  /** Whose term it was. */
  level: Level;
  /** It waits for the reader. */
  isReaders: boolean;
}

export interface DecisionFacts {
  itemId: string;
  revision: number;
  /** `LOY-D-7`. */
  code: string;
  title: string;
  raisedBy: string;
  raisedAt: Instant;
  decidedOn: LocalDate;
  /** Id of the ask that it answers; null: none. */
  askId: string | null;
}

export interface DependencyFacts {
  itemId: string;
  revision: number;
  code: string;
  title: string;
  raisedBy: string;
  raisedAt: Instant;
  giver: string;
  receiver: string;
  dueOn: LocalDate | null;
  isAgreed: boolean;
}

/** An ask of the register as it is at the cut-off. */
export interface AskFacts {
  itemId: string;
  revision: number;
  /** `LOY-ASK-4`. */
  code: string;
  title: string;
  /** As typed; empty where the title says it all. */
  description: string;
  asker: string;
  /** Left out: told as by nobody who leads. */
  askerId?: string;
  /** The reader decides it. */
  isReaders: boolean;
  /** Name of whoever does; null: nobody yet. */
  decider: string | null;
  deciderId?: string | null;
  /** They have it by a rule alone: nobody has said who decides. */
  isByRule: boolean;
  /** Known to the reader, as Home counts it. */
  isOpen: boolean;
  /** It was the reader's or they were told of it, and it went up the ladder since. */
  wentUp: { at: Instant; to: string; because: "term" | "hand"; isFromReader: boolean } | null;
  /** It came up to the reader, who has it since. */
  cameUp: { at: Instant; from: string; because: "term" | "hand" } | null;
  /**
   * Since it was told, to whoever decides it now; `by` null: the reader, or nobody, as a role ended. `isFirst`: nobody had
   * said before who decides.
   */
  passedOn: { at: Instant; by: string | null; isFirst: boolean } | null;
  /** Since it was told, and not as the same as another; `by` null: by a rule. */
  withdrawn: { at: Instant; by: string | null } | null;
  /**
   * Since it was told, and with nobody else since: put to the vote of the committee, and closed with nothing decided. `put` null: that
   * was told; `until` null: that day has come.
   */
  vote: {
    put: { at: Instant; by: string | null } | null;
    until: Instant | null;
    closed: { at: Instant; result: "no-quorum" | "no-majority" } | null;
  } | null;
  /** Since it was told as withdrawn; `by` null: by a rule. */
  raisedAgain: { at: Instant; by: string | null } | null;
  /** By the last digest that told it; null: none did. */
  toldAs: ToldAsk | null;
  /** By when it was needed as it was put off, where it is back with another date. */
  dueAsPutOff: LocalDate | null;
  /** To which day it had been put off, which has come since the digest before. */
  backOn: LocalDate | null;
  /** No digest of this rhythm has told it. */
  isNew: boolean;
  /** Asked, incomplete. */
  isDraft: boolean;
  askedAt: Instant;
  /** When its words were said last, on its author's day. */
  saidOn: LocalDate;
  neededBy: LocalDate | null;
  /** What it waits for now; null once it is decided or withdrawn. */
  waitsFor: "decider" | "asker" | "date" | "committee" | null;
  /** The reader has a vote in it, cast or not. */
  isToVote: boolean;
  /** Labels. */
  options: string[];
  recommended: string | null;
  costOfWaiting: string | null;
  checkInId: string | null;
  /** The answers that ask it, by check-in and question; null: any of its questions. */
  namedIn: readonly { checkInId: string; question: string | null }[];
  outcome: {
    text: string;
    decidedAt: Instant;
    body: DecidingBody;
    /** Working days from ask to decision, in the zone of whoever asked: the same for every reader. */
    days: number;
    /** Since the digest before. */
    isNew: boolean;
    /** The digest before told it so. */
    wasNew?: boolean;
  } | null;
}

export interface CadenceFacts {
  id: string;
  every: Rule["every"];
  /** Its rhythm is longer than the digest's: what was said in it comes second. */
  isBeyond: boolean;
  isActive: boolean;
  asksHealth: boolean;
  /** Whoever answers it writes for sponsors and committee, and is told so. */
  isForExecutives?: true;
  /** Its own name; null for that of its rhythm. */
  title: string | null;
  /** When anybody last answered it, whatever the round; null when nobody has, or where the digest has no use for it. */
  lastAnsweredAt: Instant | null;
  /** By which it was. */
  lastAnswer?: AnswerFacts;
}

export interface AnswerFacts {
  checkInId: string;
  revision: number;
  cadenceId: string;
  roundId: string;
  roundKey: string;
  /** Label of the round's period. */
  roundPeriod: string;
  personId: string;
  author: string;
  /** Somebody else gave it for them. */
  isDelegated?: true;
  /** Of whoever gave it: whose words count days. */
  zone: string;
  answeredAt: Instant;
  /** The cut-off of the digest whose correction told it, where it was given after that. */
  toldAt?: Instant;
  /** An earlier revision was in an earlier digest. */
  isRevised: boolean;
  /** Of a correction: when it was first answered, and the texts of then, whatever their question. */
  first?: { at: Instant; texts: readonly string[] };
  /** Of a correction, as the reader's last digest of this rhythm that had it did: what it left so is not told again. */
  told?: Answers;
  nothingToReport: boolean;
  fed: FedAnswer[];
  /** As it was given, where not all of it is told. */
  given?: Answers;
  /** Something of it is not told before its author was shown that it goes up. */
  isWaiting?: true;
  /** Of its sentences those of which its author said what they are; none that this reader does not get. */
  said?: readonly SaidSo[];
  /** And those of which they said that they ask for nobody's presence. */
  refused?: readonly string[];
}

export interface FedAnswer {
  feed: Feed;
  /** Key of the question. */
  key: string;
  type: QuestionType;
  label: Record<Language, string>;
  value: AnswerValue;
}

export interface GivenFacts extends GivenColour {
  /** Label of the round's period. */
  roundPeriod: string;
  author: string;
}

export interface MilestoneFacts {
  id: string;
  cadenceId: string;
  /** Key and label of the question. */
  key: string;
  label: Record<Language, string>;
  original: LocalDate | null;
  /** As the edition before told it; null when it did not have it. */
  before: LocalDate | null;
  current: LocalDate | null;
  moves: number;
  /** Whether it was reached, as was answered once its day had come; `isNew`: since the edition before. */
  outcome: (Outcome & { isNew: boolean }) | null;
  /** The target before the present one, whose day had come when this was given, and whether that was reached. */
  passed: LocalDate | null;
  passedOutcome: Outcome | null;
  /** Since the edition before. */
  change: DateChange;
  /** How fast it moves later, as it was put to whoever gave the colour, who has given no other date since. */
  pace: Pace | null;
  /** Where those who answered for the same round do not say the same, what each said. */
  differing: { date: LocalDate; author: string }[];
  /** The answer that gave the current date, others that gave another, and the one before. */
  givenBy: { checkInId: string; revision: number; author: string; roundPeriod: string; answeredAt: Instant }[];
}

export interface RoundFacts {
  id: string;
  cadenceId: string;
  key: string;
  period: string;
  isMissed: boolean;
  missedReason: string | null;
  missedCount: number;
  /** How many people were asked; those who were excused are left out. */
  asked: number;
  /** How many were not, as they were away, and nobody was in their place. */
  away: number;
  /** How many of those who were asked answered. */
  answered: number;
  /** How many of these answers an earlier digest told. */
  toldBefore: number;
  /** How many of the others are kept no more: they are in no list of answers. */
  removed?: number;
}

/** How many periods back health is looked at. */
export const HISTORY_PERIODS = 6;

/** So many months' digests a quarter and a year go by: those of a year, and the one before. */
export const MONTHS_LOOKED_AT = 13;
