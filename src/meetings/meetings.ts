/** The stored meetings and their topics. */
import { type Selectable, sql, type Updateable } from "kysely";
import { z } from "zod";
import { workspaceTime } from "../calendars/calendars.ts";
import { dayOf, isWorkingDay } from "../calendars/day-arithmetic.ts";
import type { Person } from "../people/people.ts";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { nextAt } from "../platform/next-at.ts";
import { rows } from "../platform/rows.ts";
import type { LocalDate } from "../platform/time.ts";
import type { IsWorkingDay } from "../platform/working-days.ts";
import { digestDaysAround } from "./digest-days.ts";
import { meetingFailure } from "./failures.ts";
import { closesAt, dayOfMeeting, draftedAt, recordGoesAt, sentAt } from "./rules.ts";
import type { MeetingKind, MeetingTable, MeetingTopicTable } from "./table.ts";

export type Meeting = Selectable<MeetingTable>;
export type Topic = Selectable<MeetingTopicTable>;

/** What somebody is to do after it; an item of the record once the meeting is closed. */
const actionSchema = z.strictObject({
  what: z.string(),
  ownerId: z.string(),
  dueOn: z.iso.date(),
  itemId: z.string().optional(),
});
export type Action = z.infer<typeof actionSchema>;

const readActions = jsonColumn(z.array(actionSchema));
/** As people are kept in a column. */
const readPeople = jsonColumn(z.strictObject({ personIds: z.array(z.string()) }));

export function actionsIn({ actions }: Pick<Topic, "actions">): Action[] {
  return readActions(actions);
}

const ACTION = /^meeting:([^:]+):action:/;

/** As an action of a topic is entered. */
export function actionKey({ id, version }: Pick<Topic, "id" | "version">, index: number): string {
  return `meeting:${id}:action:${version}:${index}`;
}

/** Null: it is none of a record. */
export function topicOfAction({ source_key: key }: { source_key: string }): string | null {
  return ACTION.exec(key)?.[1] ?? null;
}

export function guestsOf({ guests }: Pick<Topic, "guests">): string[] {
  return readPeople(guests).personIds;
}

export function peopleColumn(personIds: readonly string[]): string {
  return JSON.stringify({ personIds });
}

/** Null: nobody has said yet. */
export function presentAt({ present }: Pick<Meeting, "present">): string[] | null {
  return present === null ? null : readPeople(present).personIds;
}

export function findMeeting(db: Db | Tx, workspaceId: string, id: string): Promise<Meeting | undefined> {
  return rows(db, "meeting", workspaceId).find({ id });
}

/** Throws MEETING_GONE. */
export async function meetingOf(db: Db | Tx, workspaceId: string, id: string): Promise<Meeting> {
  const meeting = await findMeeting(db, workspaceId, id);
  if (!meeting) throw meetingFailure("MEETING_GONE");
  return meeting;
}

/** Of these programs and portfolios, the earliest first. */
export function meetingsOf(
  db: Db | Tx,
  workspaceId: string,
  { programIds, kind }: { programIds: readonly string[]; kind?: MeetingKind },
): Promise<Meeting[]> {
  return rows(db, "meeting", workspaceId).list({ program_id: programIds, kind }, ["starts_at", "id"]);
}

/** In which this person comes for a topic, the earliest first. */
export async function meetingsAsGuest(db: Db | Tx, person: Pick<Person, "workspace_id" | "id">): Promise<Meeting[]> {
  const topics = await db
    .selectFrom("meeting_topic")
    .select(["meeting_id", "guests"])
    .where("workspace_id", "=", person.workspace_id)
    .where("guests", "like", `%${person.id}%`)
    .execute();
  const ids = topics.filter((topic) => guestsOf(topic).includes(person.id)).map((topic) => topic.meeting_id);
  return rows(db, "meeting", person.workspace_id).list({ id: [...new Set(ids)] }, ["starts_at", "id"]);
}

/** By place, those that were taken out among them. */
export async function allTopicsOf(db: Db | Tx, workspaceId: string, meetingIds: readonly string[]): Promise<Topic[]> {
  return rows(db, "meeting_topic", workspaceId).list({ meeting_id: meetingIds }, ["position", "id"]);
}

/** Of these lines of a preparation, those that were on an agenda. */
export function preparedIn(db: Db | Tx, workspaceId: string, lineIds: readonly string[]): Promise<Topic[]> {
  return rows(db, "meeting_topic", workspaceId).list({ source: "prepared", item_id: lineIds });
}

/** On its agenda, by place. */
export async function topicsOf(db: Db | Tx, { workspace_id: workspaceId, id }: Meeting): Promise<Topic[]> {
  const topics = await allTopicsOf(db, workspaceId, [id]);
  return topics.filter(({ state }) => state !== "out");
}

/** What nobody has typed up yet of a topic. */
export const UNRECORDED = {
  version: 1,
  decided: "",
  option: null,
  why: "",
  noted: "",
  actions: "[]",
  words_by: null,
  decision_id: null,
} as const satisfies Partial<Topic>;

export async function insertTopic(tx: Tx, { workspace_id: workspaceId, ...topic }: Topic): Promise<void> {
  await rows(tx, "meeting_topic", workspaceId).insert(topic);
}

export async function updateTopic(
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<Topic, "workspace_id" | "id">,
  changes: Updateable<MeetingTopicTable>,
): Promise<void> {
  await rows(tx, "meeting_topic", workspaceId).update({ id }, changes);
}

/** With when it goes on by itself then. Returns it as it is. */
export async function updateMeeting(
  tx: Tx,
  meeting: Meeting,
  changes: Partial<Omit<Meeting, "workspace_id" | "id" | "due_at">>,
): Promise<Meeting> {
  const changed = { ...meeting, ...changes };
  const dueAt = await dueAtOf(tx, changed);
  await rows(tx, "meeting", meeting.workspace_id).update({ id: meeting.id }, { ...changes, due_at: dueAt });
  return { ...changed, due_at: dueAt };
}

export async function insertMeeting(tx: Tx, meeting: Omit<Meeting, "due_at">): Promise<Meeting> {
  const { workspace_id: workspaceId, ...row } = meeting;
  const dueAt = await dueAtOf(tx, { ...meeting, due_at: null });
  await rows(tx, "meeting", workspaceId).insert({ ...row, due_at: dueAt });
  return { ...meeting, due_at: dueAt };
}

/** With the topics that were taken out of it. */
export async function removeMeeting(tx: Tx, { workspace_id: workspaceId, id }: Meeting): Promise<void> {
  await rows(tx, "meeting_topic", workspaceId).remove({ meeting_id: id });
  await rows(tx, "meeting", workspaceId).remove({ id });
}

async function dueAtOf(db: Db | Tx, meeting: Meeting): Promise<Instant | null> {
  const isWorking = await workingDaysIn(db, meeting.workspace_id);
  switch (meeting.state) {
    case "planned": {
      if (meeting.drafted_at === null) return draftedAt(meeting, isWorking);
      return sentAt(meeting, isWorking, await digestDaysAround(db, meeting.workspace_id, dayOfMeeting(meeting)));
    }
    case "agenda-sent":
    case "sitting":
      return closesAt(meeting, isWorking);
    case "closed":
      return meeting.recorded_at === null && meeting.closed_at !== null
        ? recordGoesAt(meeting, meeting.closed_at, isWorking)
        : null;
    case "cancelled":
      return null;
  }
}

export async function workingDaysIn(db: Db | Tx, workspaceId: string): Promise<IsWorkingDay> {
  const { working } = await workspaceTime(db, workspaceId);
  return (day: LocalDate) => isWorkingDay(dayOf(day), working);
}

export const nextMeetingDue = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("meeting")
    .select(({ fn }) => fn.min("due_at").as("at")),
);

const AT_ONCE = 50;

/** Those that go on by themselves by now, the first due first. */
export async function meetingsDue(db: Db, workspaceId: string, now: Instant): Promise<string[]> {
  const due = await db
    .selectFrom("meeting")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("due_at", "<=", now)
    .orderBy("due_at")
    .orderBy("id")
    .limit(sql.lit(AT_ONCE))
    .execute();
  return due.map(({ id }) => id);
}
