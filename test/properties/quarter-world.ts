/** Plays a quarter: what people do at noon, what is due in the ticks of the day, and what is sent in each. */
import { allCapabilities } from "../../src/app/all-capabilities.ts";
import { events } from "../../src/app/all-followers.ts";
import { planWeekly } from "../../src/app/weekly-message.ts";
import { digestWeeks } from "../../src/delivery/events.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { nextRoleEndAt, reassignAfterEndedRoles } from "../../src/programs/role-ends.ts";
import { beginWeek, beginWeeks, nextWeekAt } from "../../src/register/program-without-lead.ts";
import { nextReminderAt, remindOwners } from "../../src/register/reminders/reminders.ts";
import { handleDueRequests } from "../../src/register/requests/due-requests.ts";
import { itemsShownIn, nextTermEnd } from "../../src/register/requests/requests-store.ts";
import {
  aRecord,
  questionsFeeding,
  type RecordedCadence,
  type RecordedPerson,
  type RecordedProgram,
} from "../support/record.ts";
import { countedIds, servicesAt } from "../support/still-clock.ts";
import { act } from "./quarter-acts.ts";
import { type Act, DAYS, dayAt, PEOPLE, type Quarter, ROLES } from "./quarters.ts";

export interface World {
  services: ReturnType<typeof servicesAt>;
  record: Awaited<ReturnType<typeof aRecord>>;
  people: readonly RecordedPerson[];
  programs: readonly RecordedProgram[];
  cadences: readonly RecordedCadence[];
}

/** A message as somebody has got it. `subject`: with the items that it is recorded to show. */
export interface Heard {
  at: string;
  personId: string;
  kind: string;
  subject: string;
}

/** Nine in the morning is before these in the one zone and in the other. */
const TICKS = ["10:00", "21:00"];
const NOON = "12:00";

/** `look`: after what people did on a day, and after each tick. Acts that were refused are left out of `done`. */
export async function playThrough(
  db: Db,
  quarter: Quarter,
  look: (at: { now: string; done: readonly Act[]; heard: readonly Heard[] }) => Promise<void>,
): Promise<Act[]> {
  const world = await aWorld(db, quarter);
  const { services } = world;
  const done: Act[] = [];
  const heard: Heard[] = [];
  for (let day = 0; day < DAYS; day += 1) {
    for (const time of [TICKS[0], NOON, TICKS[1]]) {
      services.clock.at = `${dayAt(day)}T${time}:00.000Z`;
      const acts = time === NOON ? quarter.acts.filter((one) => one.day === day) : [];
      for (const one of acts) if (await act(world, one)) done.push(one);
      if (time === NOON && acts.length === 0) continue;
      if (time !== NOON) await tick(world, heard);
      await look({ now: services.clock.at, done, heard });
    }
  }
  return done;
}

async function aWorld(db: Db, { seats }: Quarter): Promise<World> {
  const begins = `${dayAt(0)}T00:00:00.000Z`;
  const record = await aRecord(db, { seatedAt: begins });
  const people: RecordedPerson[] = [];
  for (const { handle, ...options } of PEOPLE) people.push(await record.person(handle, options));
  const programs: RecordedProgram[] = [];
  const cadences: RecordedCadence[] = [];
  for (const [place, theirs] of seats.entries()) {
    const seated = ROLES.map((role) => [role, theirs[role].flatMap((one) => people[one] ?? [])]);
    const program = await record.program(place === 0 ? "alder" : "birch", { seats: Object.fromEntries(seated) });
    programs.push(program);
    cadences.push(await record.cadence(program, { questions: questionsFeeding("blocker", "request", "risk") }));
  }
  // As those that buttons carry, in which the weekly message finds what it shows.
  const ids = countedIds("00000000-0000-7000-8000", 12);
  const services = { ...servicesAt(db, begins), ids };
  await beginWeeks(services, record.workspaceId);
  return { services, record, people, programs, cadences };
}

/** In the order of the phases of a tick. */
async function tick({ services, record }: World, heard: Heard[]): Promise<void> {
  const { db, clock } = services;
  const { workspaceId } = record;
  const steps = [
    { next: nextRoleEndAt, run: () => reassignAfterEndedRoles(services) },
    { next: nextTermEnd, run: () => handleDueRequests(services) },
    { next: nextReminderAt, run: () => remindOwners(services) },
    { next: nextWeekAt, run: () => beginWeek(services, workspaceId) },
  ];
  // What is given to somebody is looked at once more at once.
  for (const { next, run } of steps)
    for (let turn = 0; turn < 20; turn += 1) {
      const at = await next(db, workspaceId);
      if (at === null || at > clock.at) break;
      await run();
    }
  if (clock.at.includes(`T${TICKS[0]}`)) await planWeekly(services, workspaceId);
  await send({ services, record }, heard);
}

const KINDS = new Map(allCapabilities.flatMap(({ messages = [] }) => messages).map((kind) => [kind.kind, kind]));

/** Whoever works today and is not away gets what is wanted still; what nobody could be given in its time is dropped. */
async function send({ services, record }: Pick<World, "services" | "record">, heard: Heard[]): Promise<void> {
  const { db, clock } = services;
  const { workspaceId } = record;
  const now = clock.at;
  await db.updateTable("delivery").set({ state: "dropped" }).where("updates_id", "is not", null).execute();
  const due = await db
    .selectFrom("delivery")
    .selectAll()
    .where("state", "=", "waiting")
    .where("due_at", "<=", now)
    .orderBy("priority")
    .orderBy("id")
    .execute();
  for (const { id, key, kind: name, subject, person_id: personId, expires_at } of due) {
    const kind = KINDS.get(name);
    if (!kind || personId === null) throw new Error(`Nobody sends ${name}`);
    const set = async (state: "sent" | "dropped") => {
      await db.updateTable("delivery").set({ state, sent_at: now }).where("id", "=", id).execute();
    };
    const { zone, locale, is_deactivated } = await db
      .selectFrom("person")
      .selectAll()
      .where("id", "=", personId)
      .executeTakeFirstOrThrow();
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
    const isOff = today.dayOfWeek > 5 || (await isAway(db, personId, today.toString()));
    const isHeld = isOff || (name === "weekly" && (await isDigestWeek(services, { workspaceId, personId }, today)));
    const slack = { channel: nothing, permalink: nothing };
    const context = { db, slack, now, events, workspaceId, reader: { locale, zone } };
    if (is_deactivated === 1 || (expires_at !== null && expires_at <= now)) await set("dropped");
    else if (isHeld) continue;
    else if (!(await kind.stillWanted(context, JSON.parse(subject)))) await set("dropped");
    else {
      await set("sent");
      const facts = { workspaceId, at: now, stamps: services, isUpdate: false };
      await inTransaction(db, (tx) => kind.sent(tx, JSON.parse(subject), facts));
      const shown = await itemsShownIn(db, workspaceId, key);
      heard.push({ at: now, personId, kind: name, subject: `${subject} ${JSON.stringify(shown)}` });
    }
  }
}

async function isDigestWeek(
  services: World["services"],
  { workspaceId, personId }: { workspaceId: string; personId: string },
  today: Temporal.PlainDate,
): Promise<boolean> {
  const weeks = await digestWeeks.of(services, services.db, { workspaceId, personIds: [personId] });
  return weeks.get(personId)?.includes(today.subtract({ days: today.dayOfWeek - 1 }).toString()) ?? false;
}

async function isAway(db: Db, personId: string, today: string): Promise<boolean> {
  const away = await db
    .selectFrom("absence")
    .select("id")
    .where("person_id", "=", personId)
    .where("from_date", "<=", today)
    .where("until_date", ">=", today)
    .executeTakeFirst();
  return away !== undefined;
}

async function nothing(): Promise<never> {
  throw new Error("Nothing is asked of Slack");
}
