/** What the pack of a committee over forty programs takes: eight topics, and a roadmap of all. */
import { events } from "../../src/app/all-followers.ts";
import { composePack } from "../../src/meetings/files.ts";
import type { ActorContext } from "../../src/people/actors.ts";
import { getPerson, readerOf } from "../../src/people/people.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import type { Pdf } from "../../src/platform/pdf/content.ts";
import { drawPdf } from "../../src/platform/pdf/draw.ts";
import { addLocalDays } from "../../src/platform/time.ts";
import { addQuietly } from "../support/acting.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { limited, type Row } from "./row.ts";
import { msOf, whileWatching } from "./watching.ts";

const NOW = "2026-11-10T12:00:00.000Z";
const MEETING = "meeting";
const PROGRAMS = 40;
const MILESTONES = 4;
const TOPICS = 8;

export async function bench(): Promise<Row[]> {
  const db = openDatabase(":memory:");
  try {
    await migrateToLatest(db);
    const record = await aRecord(db);
    const chair = await record.person("chair");
    const ctx = { ...servicesAt(db, NOW), events, actor: await getPerson(db, record.workspaceId, chair.id) };
    const { id: bodyId } = await record.program("board", { title: "Board", seats: { steering: [chair] } });
    await db.updateTable("program").set({ kind: "portfolio" }).where("id", "=", bodyId).execute();
    await aMeeting(ctx, bodyId);
    for (let number = 0; number < PROGRAMS; number += 1) {
      const program = await record.program(`p${number}`, { title: `Program ${number}`, seats: { lead: [chair] } });
      await fill(ctx, program.id, number);
    }
    return await measured(ctx);
  } finally {
    await db.destroy();
  }
}

async function aMeeting({ db, actor }: ActorContext, bodyId: string): Promise<void> {
  const times = { day: "2026-11-17", starts_at: "2026-11-17T10:00:00.000Z", zone: "Europe/London", place: "Room 3" };
  const meeting = { workspace_id: actor.workspace_id, id: MEETING, program_id: bodyId, ...times };
  await db
    .insertInto("meeting")
    .values({ ...meeting, kind: "committee", state: "agenda-sent" })
    .execute();
}

/** Its milestones, and of the first programs a topic. */
async function fill(ctx: ActorContext, programId: string, number: number): Promise<void> {
  const add = (title: string, dueOn: string) =>
    addQuietly(ctx, { programId, type: "milestone", details: {}, title, dueOn, sourceKey: `${number} ${title}` });
  const first = await add(`Milestone 1 of ${number}`, addLocalDays("2026-11-20", number));
  for (let place = 1; place < MILESTONES; place += 1)
    await add(`Milestone ${place + 1} of ${number}`, addLocalDays("2026-11-20", place * 60 + number));
  if (number >= TOPICS) return;
  const topic = { id: first.id, meeting_id: MEETING, program_id: programId, item_id: first.id, position: number };
  const words = { title: "", decided: "", why: "", noted: "", minutes: 10 };
  const row = { workspace_id: ctx.actor.workspace_id, ...topic, ...words };
  await ctx.db
    .insertInto("meeting_topic")
    .values({ ...row, source: "milestone", state: "on" })
    .execute();
}

async function measured(ctx: ActorContext): Promise<Row[]> {
  const drawn: Pdf[] = [];
  const made = await whileWatching(async () => {
    const { document } = await composePack(ctx, readerOf(ctx.actor), MEETING);
    if (document && typeof document.content !== "string") drawn.push(document.content);
  });
  if (drawn.length !== 1) throw new Error("No pack");
  const began = process.cpuUsage();
  for (const pdf of drawn) await drawPdf(pdf);
  const total = made.total + msOf(process.cpuUsage(began));
  return [
    limited("pack of 40 programs: longest piece before it is drawn, in processor time", made.longest, 50),
    limited("pack of 40 programs: processor time, drawing included", total, 3000),
  ];
}
