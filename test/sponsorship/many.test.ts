/** 2,000 stakeholders of 200 programs: each list and map is one that Slack takes, read by indexes. */
import { asJson, problemsInView } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { INTERESTS, POWERS, SAYINGS } from "../../src/register/types/actions.ts";
import { VIEW_LIMITS } from "../../src/slack/limits.ts";
import { contactsDue, noteContact, peopleOf } from "../../src/sponsorship/people.ts";
import { peopleView } from "../../src/sponsorship/people-screen.ts";
import { readsAtLarge } from "../support/query-plans.ts";
import { personIn, type Run } from "../support/run.ts";
import { aRunOfPeople, named } from "./people.ts";

const PROGRAMS = 200;
const LINES = 2000;
const WITH_MANY = 150;

/** Tom leads all of them; the first has 150 people, the others share the rest. */
async function manyPeople(run: Run): Promise<string> {
  const { db } = run;
  const tom = await personIn(run, "tom");
  const atlas = await db.selectFrom("program").selectAll().where("key", "=", "atlas").executeTakeFirstOrThrow();
  const { id: firstId } = await named(run, { outside: "The first", nextOn: "2026-11-01" });
  const first = await db.selectFrom("item").selectAll().where("id", "=", firstId).executeTakeFirstOrThrow();
  const event = await db.selectFrom("item_event").selectAll().where("item_id", "=", firstId).executeTakeFirstOrThrow();
  const seat = await db
    .selectFrom("seat")
    .selectAll()
    .where("program_id", "=", atlas.id)
    .where("person_id", "=", tom.id)
    .executeTakeFirstOrThrow();
  const id = (table: string, index: number) => `${table}-${String(index).padStart(5, "0")}`;
  for (let index = 1; index < PROGRAMS; index += 1) {
    const program = { ...atlas, id: id("program", index), key: `p${index}`, title: `Program ${index}` };
    await db
      .insertInto("program")
      .values({ ...program, short_key: `P${index}` })
      .execute();
    await db
      .insertInto("seat")
      .values({ ...seat, id: id("seat", index), program_id: program.id })
      .execute();
  }
  for (let index = 0; index < LINES; index += 1) {
    const own = index < WITH_MANY ? 0 : 1 + (index % (PROGRAMS - 1));
    const details = {
      ...{ power: POWERS[index % 3], interest: INTERESTS[Math.floor(index / 3) % 3], said: SAYINGS[index % 4] },
      ...{ saidWords: "the budget stays ".repeat(15), spokeOn: "2026-09-01" },
    };
    await db
      .insertInto("item")
      .values({
        ...{ ...first, id: id("line", index), number: index + 2, source_key: `line:${index}`, due_on: "2026-11-01" },
        ...{ program_id: own === 0 ? atlas.id : id("program", own), title: `Stakeholder ${index}` },
        details: JSON.stringify(details),
      })
      .execute();
    await db
      .insertInto("item_event")
      .values({ ...event, item_id: id("line", index) })
      .execute();
  }
  await db.updateTable("workspace").set({ messages_come: "together" }).execute();
  return atlas.id;
}

it("are shown within the limits of Slack, and read by indexes", async () => {
  const run = await aRunOfPeople();
  await manyPeople(run);
  const tom = await personIn(run, "tom");
  const statements: string[] = [];
  const db = openDatabase(run.location, { onStatement: (sql) => statements.push(sql) });
  onTestFinished(() => db.destroy());
  const services = { ...run.app.services, db };
  const reader = { locale: "fr-FR", zone: tom.zone, today: "2026-11-02" };
  const many = await peopleOf(services, tom, "atlas");
  const few = await peopleOf(services, tom, "p7");
  expect([many.lines.length, few.lines.length]).toEqual([WITH_MANY + 1, 10]);
  const due = await contactsDue(services, tom);
  expect(due.flatMap(({ lines }) => lines)).toHaveLength(LINES + 1);
  const views = [many, few].flatMap((people) =>
    (["list", "map"] as const).flatMap((tab) =>
      [0, 1, 4].map((page) => peopleView(reader, people, { tab, filter: "all", page })),
    ),
  );
  for (const view of views) {
    expect(problemsInView(asJson(view))).toEqual([]);
    expect(view.blocks.length).toBeLessThanOrEqual(VIEW_LIMITS.blocks);
  }
  await noteContact(services, tom, "line-00001");
  const large = await readsAtLarge(db, statements);
  expect(large.filter((found) => found.includes("from item"))).toEqual([]);
});
