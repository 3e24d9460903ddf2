/** What a dry run knows: all that decides who is asked and written to, read once. */

import type { HealthOutlook, OccasionComing } from "../alerts/use-cases-outlook.ts";
import type { AudienceMember } from "../cadences/audience/audience.ts";
import type { FiscalYears } from "../cadences/recurrence/years/rules.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import type { WorkingCalendar } from "../calendars/rules-days.ts";
import type { Candidate, ContactFacts, Counted } from "../delivery/rules-contact.ts";
import type { Slot, SlotFacts } from "../delivery/rules-slots.ts";
import type { DigestOutlook } from "../digests/use-cases-outlook.ts";
import type { Absence } from "../people/absences/use-cases.ts";
import type { Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Weekday } from "../platform/time.ts";
import type { Program, Seat } from "../programs/use-cases.ts";
import type { PageOf } from "../register/tidying/rules.ts";
import type { RecordOutlook } from "../register/use-cases-outlook.ts";

export interface KnownPerson extends Person {
  facts: ContactFacts;
  slots: SlotFacts;
  /** How many messages are meant to come in a week at most; null where each comes as it happens. */
  ceiling: number | null;
  /** The first to begin first. */
  absences: readonly Absence[];
  /** Chosen ones. */
  hours: { from: string; to: string } | undefined;
  workingDays: readonly Weekday[] | undefined;
}

export interface KnownProgram {
  program: Program;
  seats: readonly Seat[];
}

/** What a kind of message is, as the outbox takes it. */
export interface KindFacts {
  contact: Candidate["contact"];
  slot: Slot | null;
  isForItsDay: boolean;
  priority: number;
  hasLine: boolean;
}

export type AskingKind =
  | "prompt"
  | "reminder"
  | "delegate-prompt"
  | "silent"
  | "silent-week"
  | "not-asked"
  | "late-check-in"
  | "nobody-left"
  | "digest"
  | "digest-approval"
  | "health-check"
  | "item-reminder"
  | "escalation"
  | "escalation-reminder"
  | "escalation-rise"
  | "escalations-waiting"
  | "tidying"
  | "above-ceiling"
  | "escalation-overdue"
  | "ask-late"
  | "ask"
  | "ask-queued"
  | "ask-outcome"
  | "appearance"
  | "appearance-told"
  | "appearance-tick";

/** What would have happened by then, so that it does not come. */
export type Unless = "answered" | "dealt-with" | "decided" | "date-changed" | "approved";

/** A round that is open now. */
export interface OpenRound {
  id: string;
  cadenceId: string;
  key: string;
  period: string;
  dueAt: Instant;
  closesAt: Instant;
  /** For an occasion: of one person, in the audience or not. */
  isApart: boolean;
  prompts: readonly SimulatedPrompt[];
}

export interface SimulatedPrompt {
  id: string;
  person_id: string;
  state: "planned" | "sent" | "answered" | "skipped" | "excused" | "missed";
  reason: string | null;
  delegate_id: string | null;
  closes_at: Instant;
}

/** A message that waits in the outbox now. */
export interface WaitingMessage {
  key: string;
  kind: string;
  facts: KindFacts;
  personId: string;
  dueAt: Instant;
  firstDueAt: Instant | null;
  expiresAt: Instant | null;
  queuedAt: Instant | null;
  promptId: string | null;
  roundId: string | null;
  cadenceId: string | null;
  /** Of the record. */
  itemId: string | null;
  revision: number | null;
  programId: string | null;
  /** Of a program's part of a draft. */
  part: { draftId: string; programId: string } | null;
  digest: { rhythm: string; period: string } | null;
  /** Of a weekly page of whoever leads. */
  page: PageOf["items"];
}

export interface World {
  now: Instant;
  people: ReadonlyMap<string, KnownPerson>;
  /** Their ids. */
  admins: readonly string[];
  /** The running ones, by id. */
  programs: ReadonlyMap<string, KnownProgram>;
  /** Active and paused ones of these programs. */
  cadences: readonly Cadence[];
  years: FiscalYears;
  /** Who is in which channel or group. */
  bySource: ReadonlyMap<AudienceMember, readonly string[]>;
  /** By cadence. */
  optOuts: ReadonlyMap<string, ReadonlySet<string>>;
  openRounds: readonly OpenRound[];
  /** Of those who lead, who left the last round that is over unanswered, by `silenceKey`. */
  silentBefore: ReadonlySet<string>;
  /** The cadences of which it was told that they have nobody left to ask. */
  toldNobodyLeft: ReadonlySet<string>;
  waiting: readonly WaitingMessage[];
  /** What each person got that counts towards their limits. */
  counted: ReadonlyMap<string, readonly Counted[]>;
  digests: DigestOutlook;
  record: RecordOutlook;
  health: HealthOutlook;
  /** By what the workspace counts working days. */
  working: WorkingCalendar;
  kinds: Readonly<Record<AskingKind, KindFacts>>;
}

/** One thing that will happen, or will not and why. */
export interface PlannedStep {
  at: Instant;
  /** Null: it concerns a round as a whole. */
  personId: string | null;
  programId: string | null;
  cadenceId: string | null;
  kind: string;
  /** The key of the cadence; of a digest its rhythm. */
  cadence: string | null;
  round: string | null;
  period: string | null;
  /** Of the record, as people name it: `LOY-R-12`. */
  item?: string;
  /** Of what is asked outside the rhythm: why. */
  occasion?: OccasionComing["name"];
  unless?: Unless;
  action: "send" | "hold" | "merge" | "exclude";
  until?: Instant;
  /** Of a merge: in whose message it comes. */
  with?: { kind: string; cadence: string | null; round: string | null };
  reason?: string;
}
