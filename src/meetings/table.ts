import type { Generated } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

/** Who meets: the committee of a program or portfolio, or the whole team of a program, without quorum and votes. */
export const MEETING_KINDS = ["committee", "team"] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const MEETING_STATES = ["planned", "agenda-sent", "sitting", "closed", "cancelled"] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

export interface MeetingTable {
  workspace_id: string;
  id: string;
  /** Whose meeting it is: of a program or a portfolio. */
  program_id: string;
  kind: MeetingKind;
  /** The day that its dates gave it: it stays where the meeting moves. */
  day: LocalDate;
  starts_at: Instant;
  /** In which it was set. */
  zone: string;
  place: string;
  state: MeetingState;
  /** When whoever prepares it got the draft of its agenda. */
  drafted_at: Instant | null;
  /** When the secretary gave the agenda to the chair. */
  to_chair_at: Instant | null;
  /** When the chair approved it; it may still wait for its day. */
  approved_at: Instant | null;
  sent_at: Instant | null;
  /** JSON: the people who were there; null: nobody said. */
  present: string | null;
  closed_at: Instant | null;
  /** Null: nobody closed it, it closed by itself. */
  closed_by: string | null;
  /** When the record went to all; null: it has not. */
  recorded_at: Instant | null;
  /** Of the record: from 1, one more with each correction. */
  edition: Generated<number>;
  /** RFC 5545, 3.8.7.4: one more with each move. */
  sequence: Generated<number>;
  /** When it goes on by itself; null: it does not. */
  due_at: Instant | null;
}

/** Where a topic comes from. Those of the first line are drawn from facts. */
export const TOPIC_SOURCES = [
  "follow-up",
  "quarter",
  "request",
  "status",
  "milestone",
  "measure",
  "prepared",
  "added",
] as const;
export type TopicSource = (typeof TOPIC_SOURCES)[number];

/** `carried`: it stands in the next meeting. */
export type TopicState = "on" | "out" | "carried";

/** What whoever prepares an agenda does with a topic. */
export const TOPIC_CHANGES = ["earlier", "later", "longer", "shorter", "out"] as const;
export type TopicChange = (typeof TOPIC_CHANGES)[number];

export interface MeetingTopicTable {
  workspace_id: string;
  id: string;
  meeting_id: string;
  /** The program that it is about; that of the meeting by default. */
  program_id: string;
  position: number;
  minutes: number;
  source: TopicSource;
  /** The item that it is about, whose title it shows. */
  item_id: string | null;
  /** Typed or prepared; empty where its source says it. */
  title: string;
  /** Who wrote the title; null: nobody did. */
  added_by: string | null;
  /** JSON: people who come for this topic alone. */
  guests: Generated<string>;
  state: TopicState;
  /** From 1: whoever saves an older one sees this one first. */
  version: Generated<number>;
  /** What was decided, in words, or the words of the option. */
  decided: string;
  /** The option of its request that was taken. */
  option: number | null;
  why: string;
  noted: string;
  /** JSON: `Action[]`. */
  actions: Generated<string>;
  /** Who wrote what stands above last. */
  words_by: string | null;
  /** Of what was entered at *Close*. */
  decision_id: string | null;
}

declare module "../platform/database.ts" {
  interface Tables {
    meeting: MeetingTable;
    meeting_topic: MeetingTopicTable;
  }
}
