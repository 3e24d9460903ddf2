/** What follows from the end of a role, the same day: by a press in its transaction, by a date in the first tick of that day. */
import { sql } from "kysely";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { lockRows } from "../platform/locks.ts";
import { nextAt } from "../platform/next-at.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, type LocalDate } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { rolesEnded, seatsChanged } from "./events.ts";
import { announceLeadChange } from "./lead-changed-message.ts";
import { listPrograms, lockProgram, type Program, programOf } from "./programs.ts";
import { listSeats, seatDay } from "./seats.ts";

/**
 * Hands on what hung on roles of a program that have ended: what of the record is theirs, their part in approving digests,
 * and their names in its audiences. `actorId`: who ended them, if somebody did now. Returns whether that is all; what is left
 * goes in the next tick.
 */
export async function followEndedRoles(
  services: Services,
  tx: Tx,
  program: Program,
  actorId: string | null = null,
): Promise<boolean> {
  const now = services.clock.now();
  const today = seatDay(now);
  if (program.state !== "active") return true;
  const seats = await listSeats(tx, program.workspace_id, program.id);
  const staying = new Set(
    seats.filter(({ until_date: until }) => until === null || until >= today).map((seat) => seat.person_id),
  );
  const lately = addLocalDays(today, -DAYS_LATELY);
  const ended = seats.filter(
    ({ handed_on_at, until_date: until, person_id }) =>
      handed_on_at === null && until !== null && lately <= until && until < today && !staying.has(person_id),
  );
  for (const seat of ended.filter(({ role }) => role === "lead"))
    await announceLeadChange(services, tx, program, { leftId: seat.person_id, actorId });
  let isDone = true;
  await rolesEnded.happened(services, tx, {
    program,
    left: new Set(ended.map((seat) => seat.person_id)),
    actorId,
    isLeft: () => {
      isDone = false;
    },
  });
  if (program.kind === "portfolio") {
    const personIds = seats
      .filter(({ handed_on_at: at, until_date: until }) => at === null && until !== null && until < today)
      .map((seat) => seat.person_id);
    await handOnFrom(services, tx, { workspaceId: program.workspace_id, personIds, actorId });
  }
  if (isDone) await setHandedOn(tx, program, { today, now });
  return isDone;
}

/** What these people had in programs that a portfolio of theirs covered, and covers no more, goes on. */
export async function handOnFrom(
  services: Services,
  tx: Tx,
  { workspaceId, personIds, actorId }: { workspaceId: string; personIds: readonly string[]; actorId: string | null },
): Promise<void> {
  const having = new Set((await listProgramsHaving(tx, workspaceId, personIds)).map((row) => row.program_id));
  const programs = (await listPrograms(tx, workspaceId)).filter(({ id }) => having.has(id));
  await lockRows(tx, "program", { workspaceId, ids: programs.map(({ id }) => id) });
  for (const program of programs) {
    let isDone = false;
    for (let turn = 0; turn < MOST_TURNS && !isDone; turn += 1)
      isDone = await followEndedRoles(services, tx, program, actorId);
  }
}

/** Each hands on a hundred items of a program. */
const MOST_TURNS = 50;

/** Who answers for what, and who is asked, follows from the seats. */
export async function followSeats(
  { actor, ...services }: ActorContext<Tx>,
  { program, personIds }: { program: Program; personIds: readonly string[] },
): Promise<void> {
  await followEndedRoles(services, services.db, program, actor.id);
  await seatsChanged.happened(services, services.db, { program, personIds });
}

/** Whoever left longer ago may have been named anew since. */
const DAYS_LATELY = 7;

const SEATS_AT_ONCE = 50;
/** Each in a process of its own: whoever left Slack while none ran. */
const swept = new WeakSet<Db>();

export function isSwept(db: Db): boolean {
  return swept.has(db);
}

/** Of roles that ended by their date; at the first tick of a process also of people who have left Slack meanwhile. */
export async function reassignAfterEndedRoles(services: Services): Promise<void> {
  const { db, clock } = services;
  const due = await listProgramsToHandOn(db, seatDay(clock.now()), SEATS_AT_ONCE);
  const departed = swept.has(db) ? [] : await listProgramsOfDeparted(db);
  for (const { workspace_id, program_id } of [...due, ...departed]) {
    await inTransaction(db, async (tx) => {
      await lockProgram(tx, { workspaceId: workspace_id, programId: program_id });
      const program = await programOf(tx, workspace_id, program_id);
      const isDone = await followEndedRoles(services, tx, program);
      // A closed program has nothing to hand on, and is not looked at again each minute.
      if (isDone) await setHandedOn(tx, program, { today: seatDay(clock.now()), now: clock.now() });
    });
    await yieldToEventLoop();
  }
  swept.add(db);
}

/**
 * For people who left Slack, or are back: reassigns the duties of ended roles program by program, including those that nobody
 * could take before.
 */
export async function handOnOf(services: Services, people: readonly Person[]): Promise<void> {
  for (const [workspaceId, theirs] of Map.groupBy(people, ({ workspace_id }) => workspace_id)) {
    const ids = theirs.map(({ id }) => id);
    for (const { workspace_id, program_id } of await listProgramsHaving(services.db, workspaceId, ids)) {
      await inTransaction(services.db, async (tx) => {
        await lockProgram(tx, { workspaceId, programId: program_id });
        await followEndedRoles(services, tx, await programOf(tx, workspace_id, program_id));
      });
      await yieldToEventLoop();
    }
  }
}

/** Of every workspace, the programs with a seat that was over before `today` and has not been handed on: of `limit` seats. */
async function listProgramsToHandOn(db: Db, today: LocalDate, limit: number) {
  const seats = await acrossWorkspaces(db)
    .selectFrom("seat")
    .select(["workspace_id", "program_id"])
    .where("handed_on_at", "is", null)
    .where("until_date", "<", today)
    .orderBy("until_date")
    .orderBy("id")
    .limit(limit)
    .execute();
  return [...new Map(seats.map((seat) => [seat.program_id, seat])).values()];
}

/** Everything that hung on the seats of a program that are over has been handed on. */
async function setHandedOn(
  tx: Tx,
  { workspace_id, id }: Pick<Program, "workspace_id" | "id">,
  { today, now }: { today: LocalDate; now: Instant },
): Promise<void> {
  await tx
    .updateTable("seat")
    .set({ handed_on_at: now })
    .where("workspace_id", "=", workspace_id)
    .where("program_id", "=", id)
    .where("handed_on_at", "is", null)
    .where("until_date", "<", today)
    .execute();
}

/** When `reassignAfterEndedRoles` is next due: the first day on which a seat is over. */
export const nextRoleEndAt = nextAt(
  (db) =>
    acrossWorkspaces(db)
      .selectFrom("seat")
      .select(({ fn }) => fn.min("until_date").as("at"))
      .where("handed_on_at", "is", null)
      .where("until_date", "is not", null),
  (last) => instantOf(addLocalDays(last, 1), "00:00", "UTC"),
);

/** The programs in which these people have ever had a seat, or without one have something or gave it on. */
export async function listProgramsHaving(db: Db | Tx, workspaceId: string, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  const ids = [...personIds];

  return db
    .selectFrom("seat")
    .select(["workspace_id", "program_id"])
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "in", ids)
    .union(
      db
        .selectFrom("item")
        .select(["workspace_id", "program_id"])
        .where("workspace_id", "=", workspaceId)
        .where("owner_id", "in", ids)
        .where("state", "=", "open"),
    )
    .union(
      db
        .selectFrom("item_event as event")
        .innerJoin("item", (join) =>
          join.onRef("item.workspace_id", "=", "event.workspace_id").onRef("item.id", "=", "event.item_id"),
        )
        .select(["item.workspace_id", "item.program_id"])
        .where("item.workspace_id", "=", workspaceId)
        .where("item.state", "=", "open")
        .where("event.actor_id", "in", ids),
    )
    .orderBy("program_id")
    .execute();
}

/** Of every workspace, the running programs in which somebody who has left Slack still answers for something. */
async function listProgramsOfDeparted(db: Db) {
  return acrossWorkspaces(db)
    .selectFrom("item")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "item.workspace_id").onRef("person.id", "=", "item.owner_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .select(["item.workspace_id", "item.program_id"])
    .distinct()
    .where("person.is_deactivated", "=", sql.lit(1))
    .where("program.state", "=", "active")
    .where("item.state", "=", "open")
    .execute();
}
