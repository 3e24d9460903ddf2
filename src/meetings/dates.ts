/** When a body meets: chosen once, from which its meetings are planned. */
import { z } from "zod";
import { workspaceTime } from "../calendars/calendars.ts";
import type { ActorContext } from "../people/actors.ts";
import { peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { committeeOf, refuseUnlessQuorum, setCommittee } from "../programs/committee.ts";
import { auditChange, lockProgram, type Program, programOf, standingsOf, updateProgram } from "../programs/programs.ts";
import { meetingFailure } from "./failures.ts";
import {
  insertMeeting,
  type Meeting,
  meetingsOf,
  removeMeeting,
  topicsOf,
  updateMeeting,
  updateTopic,
} from "./meetings.ts";
import { tellAll } from "./news-message.ts";
import { datesSchema, daysOfMeetings, type MeetingDates, startOf } from "./rules.ts";
import { sittersOf } from "./sitters.ts";
import type { MeetingKind } from "./table.ts";

const meetsSchema = z.strictObject({ committee: datesSchema.optional(), team: datesSchema.optional() });
const readMeets = jsonColumn(meetsSchema);

/** By who meets; nothing where no dates are set. */
export function datesOf({ meets }: Pick<Program, "meets">): z.infer<typeof meetsSchema> {
  return meets === null ? {} : readMeets(meets);
}

/** So many meetings are planned ahead, within a year. */
const PLANNED_AHEAD = 4;
const DAYS_AHEAD = 400;

/** For the form, locked in a transaction. Throws MEETINGS_NOT_YOURS. */
export async function placeToMeet({ db, actor, clock }: ActorContext<Db | Tx>, programId: string): Promise<Program> {
  await lockProgram(db, { workspaceId: actor.workspace_id, programId });
  const program = await programOf(db, actor.workspace_id, programId);
  if (!may(await standingsOf(db, actor, programId, { clock }), "set-meetings"))
    throw meetingFailure("MEETINGS_NOT_YOURS");
  return program;
}

/** What somebody chooses for a body. `dates` null: it meets no more. */
interface ChosenDates {
  programId: string;
  kind: MeetingKind;
  dates: MeetingDates | null;
  quorum: number | null;
}

/**
 * What is planned and has no agenda yet follows the new dates, with its topics. Returns what is planned then.
 * Throws MEETINGS_NOT_YOURS, MEETING_IN_PAST, QUORUM_WRONG.
 */
export async function setDates(ctx: ActorContext, { programId, kind, dates, quorum }: ChosenDates): Promise<Meeting[]> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await placeToMeet(within, programId);
    const before = datesOf(program);
    const { [kind]: _, ...others } = before;
    const after = dates === null ? others : { ...others, [kind]: dates };
    const meets = Object.keys(after).length === 0 ? null : JSON.stringify(after);
    if (kind === "committee") await setQuorum(within, program, quorum);
    await updateProgram(tx, program, { meets });

    const planned = await followDates(ctx, tx, { ...program, meets }, kind);
    const [next] = planned;
    if (dates !== null && !next) throw meetingFailure("MEETING_IN_PAST");
    if (dates !== null && next) await tellAll(ctx, tx, next, { what: "dates", before: null, byId: ctx.actor.id });
    await auditChange(within, {
      program,
      action: "program.changed",
      before: { meets: audited(before[kind]) },
      after: { meets: audited(dates) },
    });
    return planned;
  });
}

function audited(dates: MeetingDates | null | undefined): string | null {
  return dates ? `${dates.first} ${dates.repeats} ${dates.at} ${dates.zone}` : null;
}

async function setQuorum(ctx: ActorContext<Tx>, program: Program, quorum: number | null): Promise<void> {
  const { db: tx, clock, actor } = ctx;
  const committee = await committeeOf(tx, actor.workspace_id, program.id);
  if (committee.quorum === quorum) return;
  const day = localDateOf(clock.now(), actor.zone);
  const { memberIds } = await sittersOf(tx, { program, kind: "committee", day }, clock.now());
  refuseUnlessQuorum(quorum, memberIds);
  const chairIds = memberIds.filter((id) => id === committee.chair_id);
  const [chair = null] = await peopleByIds(tx, actor.workspace_id, chairIds);
  await setCommittee(ctx, { program, chair, quorum });
}

type Stamps = Pick<Services, "clock" | "ids">;

/** So that the next ones are planned, whatever was before. Returns those to come. */
export async function followDates(stamps: Stamps, tx: Tx, program: Program, kind: MeetingKind): Promise<Meeting[]> {
  const { workspace_id: workspaceId, id: programId, state } = program;
  const now = stamps.clock.now();
  const dates = state === "active" ? datesOf(program)[kind] : undefined;
  const wanted = dates ? await daysAhead(tx, workspaceId, dates, now) : [];
  const stored = await meetingsOf(tx, workspaceId, { programIds: [programId], kind });
  const open = stored.filter((meeting) => isUnprepared(meeting) && meeting.starts_at > now);

  const planned = stored.filter((each) => isToCome(each, now) && !open.includes(each));
  for (const day of wanted) {
    const found = stored.find((each) => each.day === day);
    // One of that day was cancelled, or goes on as it is.
    if (!dates || (found && !open.includes(found))) continue;
    planned.push(await planOn(stamps, tx, { program, kind, dates, day, found }));
  }
  planned.sort((one, other) => (one.starts_at < other.starts_at ? -1 : 1));

  for (const meeting of open.filter(({ day }) => !wanted.includes(day))) await drop(tx, meeting, planned[0]);
  return planned;
}

interface Planning {
  program: Program;
  kind: MeetingKind;
  dates: MeetingDates;
  day: LocalDate;
  /** The one of that day, which has no agenda yet. */
  found: Meeting | undefined;
}

/** One that was moved by hand stays where it is. */
async function planOn({ ids }: Stamps, tx: Tx, { program, kind, dates, day, found }: Planning): Promise<Meeting> {
  const times = { starts_at: startOf(dates, day), zone: dates.zone, place: dates.place };
  if (!found) {
    const blank = blankMeeting(program.workspace_id, program.id, kind);
    return insertMeeting(tx, { ...blank, ...times, id: ids.next(), day });
  }
  return hasMoved(found) ? found : updateMeeting(tx, found, times);
}

/** Its topics go to the next one; where there is none, it stays for them, cancelled. */
async function drop(tx: Tx, meeting: Meeting, next: Meeting | undefined): Promise<void> {
  const topics = await topicsOf(tx, meeting);
  if (topics.length > 0 && !next) {
    await updateMeeting(tx, meeting, { state: "cancelled" });
    return;
  }
  for (const topic of topics) if (next) await updateTopic(tx, topic, { meeting_id: next.id });
  await removeMeeting(tx, meeting);
}

async function daysAhead(tx: Tx, workspaceId: string, dates: MeetingDates, now: Instant): Promise<LocalDate[]> {
  const { working } = await workspaceTime(tx, workspaceId);
  const today = localDateOf(now, dates.zone);
  const within = { after: addLocalDays(today, -1), until: addLocalDays(today, DAYS_AHEAD), working };
  const days = daysOfMeetings(dates, within).filter((day) => startOf(dates, day) > now);
  return days.slice(0, PLANNED_AHEAD);
}

function isUnprepared({ state, drafted_at: draftedAt }: Meeting): boolean {
  return state === "planned" && draftedAt === null;
}

function isToCome({ state, starts_at: startsAt }: Meeting, now: Instant): boolean {
  return state !== "cancelled" && state !== "closed" && startsAt > now;
}

/** By hand. */
function hasMoved({ sequence }: Meeting): boolean {
  return sequence > 0;
}

function blankMeeting(workspaceId: string, programId: string, kind: MeetingKind) {
  return {
    workspace_id: workspaceId,
    program_id: programId,
    kind,
    state: "planned" as const,
    drafted_at: null,
    to_chair_at: null,
    approved_at: null,
    sent_at: null,
    present: null,
    closed_at: null,
    closed_by: null,
    recorded_at: null,
    edition: 1,
    sequence: 0,
  };
}
