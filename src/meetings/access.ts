/** What somebody is in a meeting, by a ground that holds now, and what of it they may read and do. */
import type { SendContext } from "../delivery/message-kind.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { list } from "../platform/texts/language.ts";
import { lockProgram, type Program, programOf, standingsOf } from "../programs/programs.ts";
import { meetingFailure } from "./failures.ts";
import { findMeeting, guestsOf, type Meeting, meetingOf, type Topic, topicsOf } from "./meetings.ts";
import { mayBeRecorded } from "./rules.ts";
import { maySeeMeetings, type Sitters, sittersAt } from "./sitters.ts";

/** The first that holds. `reader`: reads all of it by a role, and sits in it not. `guest`: comes for a topic alone. */
export type Part = "chair" | "preparer" | "member" | "reader" | "guest";

export interface OpenedMeeting {
  meeting: Meeting;
  program: Program;
  sitters: Sitters;
  part: Part;
  /** On the agenda; of a guest their own. */
  topics: readonly Topic[];
}

type Looking = Pick<ActorContext<Db | Tx>, "db" | "actor"> & { clock: { now(): Instant } };

/** Throws MEETING_GONE. */
export async function openMeeting({ db, actor, clock }: Looking, meetingId: string): Promise<OpenedMeeting> {
  const meeting = await meetingOf(db, actor.workspace_id, meetingId);
  const opened = await partIn(db, actor, meeting, clock);
  if (opened === null) throw meetingFailure("MEETING_GONE");
  return opened;
}

/** As a message about it is read. Null: it is gone, or not for them. */
export async function openedFor(
  { db, workspaceId, now }: Pick<SendContext, "db" | "workspaceId" | "now">,
  { meetingId, personId }: { meetingId: string; personId: string },
): Promise<OpenedMeeting | null> {
  const meeting = await findMeeting(db, workspaceId, meetingId);
  if (!meeting) return null;
  return partIn(db, await getPerson(db, workspaceId, personId), meeting, { now: () => now });
}

/** Null: it is not for them. */
export async function partIn(
  db: Db | Tx,
  person: Person,
  meeting: Meeting,
  clock: { now(): Instant },
): Promise<OpenedMeeting | null> {
  const now = clock.now();
  const program = await programOf(db, person.workspace_id, meeting.program_id);
  const sitters = await sittersAt(db, meeting, now);
  const topics = await topicsOf(db, meeting);
  const part = await partByRole(db, person, { meeting, sitters, clock });
  if (part !== null) return { meeting, program, sitters, part, topics };

  if (meeting.sent_at === null || person.is_deactivated === 1) return null;
  const own: Topic[] = [];
  for (const topic of topics)
    if (guestsOf(topic).includes(person.id) && (await mayInvite(db, topic, { meeting, sitters, clock })))
      own.push(topic);
  return own.length > 0 ? { meeting, program, sitters, part: "guest", topics: own } : null;
}

type OfMeeting = Pick<OpenedMeeting, "meeting" | "sitters"> & { clock: { now(): Instant } };

/** A guest is one while whoever invited them sits in it, or reads it by a role. */
async function mayInvite(db: Db | Tx, { added_by: inviterId }: Topic, ofMeeting: OfMeeting): Promise<boolean> {
  if (inviterId === null) return false;
  const inviter = await getPerson(db, ofMeeting.meeting.workspace_id, inviterId);
  return (await partByRole(db, inviter, ofMeeting)) !== null;
}

/** Null: they have none, whatever they are invited for. */
async function partByRole(db: Db | Tx, person: Person, { meeting, sitters, clock }: OfMeeting): Promise<Part | null> {
  const seated = person.is_deactivated === 1 ? null : seatedPart(sitters, person.id);
  if (seated !== null) return seated;
  const standings = await standingsOf(db, person, meeting.program_id, { clock });
  return maySeeMeetings(standings, meeting.kind) ? "reader" : null;
}

function seatedPart({ chairId, preparerIds, memberIds, standIns }: Sitters, personId: string): Part | null {
  if (chairId === personId) return "chair";
  if (preparerIds.includes(personId)) return "preparer";
  return memberIds.includes(personId) || [...standIns.values()].includes(personId) ? "member" : null;
}

export const prepares = (part: Part): boolean => part === "chair" || part === "preparer";
export const sits = (part: Part): boolean => prepares(part) || part === "member";

/** Locked: what is read of it holds until the transaction ends. Throws MEETING_GONE. */
export async function meetingToAct(ctx: ActorContext<Tx>, meetingId: string): Promise<OpenedMeeting> {
  const { program_id: programId } = await meetingOf(ctx.db, ctx.actor.workspace_id, meetingId);
  await lockProgram(ctx.db, { workspaceId: ctx.actor.workspace_id, programId });
  return openMeeting(ctx, meetingId);
}

/** Throws MEETING_GONE, MEETING_NOT_PREPARED_BY_YOU. */
export async function meetingToPrepare(ctx: ActorContext<Tx>, meetingId: string): Promise<OpenedMeeting> {
  const opened = await meetingToAct(ctx, meetingId);
  if (prepares(opened.part)) return opened;
  const who = await namesOf(ctx, opened.sitters.preparerIds);
  throw meetingFailure("MEETING_NOT_PREPARED_BY_YOU", { who });
}

/** For the form. Throws MEETING_GONE, MEETING_NOT_PREPARED_BY_YOU, MEETING_OVER, RECORD_TOO_EARLY. */
export async function meetingToRecord(ctx: ActorContext<Tx>, meetingId: string): Promise<OpenedMeeting> {
  const opened = await meetingToPrepare(ctx, meetingId);
  if (opened.meeting.state === "cancelled") throw meetingFailure("MEETING_OVER");
  if (!mayBeRecorded(opened.meeting, ctx.clock.now())) throw meetingFailure("RECORD_TOO_EARLY");
  return opened;
}

/** Throws MEETING_GONE, MEETING_NOT_CHAIRED. */
export async function meetingToChair(ctx: ActorContext<Tx>, meetingId: string): Promise<OpenedMeeting> {
  const opened = await meetingToAct(ctx, meetingId);
  if (opened.part === "chair") return opened;
  const { chairId } = opened.sitters;
  throw meetingFailure("MEETING_NOT_CHAIRED", { who: await namesOf(ctx, chairId === null ? [] : [chairId]) });
}

async function namesOf({ db, actor }: ActorContext<Tx>, ids: readonly string[]): Promise<string> {
  const people = await peopleByIds(db, actor.workspace_id, [...ids]);
  return list(
    actor,
    people.map(({ name }) => name),
  );
}

/** Before it begins. Throws MEETING_OVER, MEETING_BEGUN. */
export function refuseUnlessAhead({ state }: Meeting): void {
  if (state === "closed" || state === "cancelled") throw meetingFailure("MEETING_OVER");
  if (state === "sitting") throw meetingFailure("MEETING_BEGUN");
}
