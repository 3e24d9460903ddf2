/** 2,000 stakeholders of 200 programs: each list and map is one that Slack takes, read by indexes. */
import { asJson, problemsInView } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { VIEW_LIMITS } from "../../src/platform/slack/limits.ts";
import { dueView, peopleView } from "../../src/sponsorship/stakeholders/blocks.ts";
import { tellOfDue } from "../../src/sponsorship/stakeholders/messages.ts";
import { nextDueAt } from "../../src/sponsorship/stakeholders/repository.ts";
import { PLACES } from "../../src/sponsorship/stakeholders/rules.ts";
import { SAYINGS } from "../../src/sponsorship/stakeholders/table.ts";
import { changeStakeholder, noteContact } from "../../src/sponsorship/stakeholders/use-cases.ts";
import { countDue, dueContactsOf, peopleOf } from "../../src/sponsorship/stakeholders/use-cases-reading.ts";
import { readsAtLarge } from "../support/query-plans.ts";
import { personIn, type Run } from "../support/run.ts";
import { aRunOfPeople } from "./people.ts";

const PROGRAMS = 200;
const LINES = 2000;
const WITH_MANY = 150;

/** Tom leads all of them; the first has 150 people, the others share the rest. */
async function manyPeople(run: Run): Promise<string> {
  const { db } = run;
  const tom = await personIn(run, "tom");
  const atlas = await db.selectFrom("program").selectAll().where("key", "=", "atlas").executeTakeFirstOrThrow();
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
    const place = PLACES[index % PLACES.length] ?? { power: "decides", interest: "affected" };
    const said = SAYINGS[index % SAYINGS.length] ?? "agreed";
    const row = {
      workspace_id: tom.workspace_id,
      id: id("line", index),
      program_id: own === 0 ? atlas.id : id("program", own),
      ...{ person_id: null, name: `Stakeholder ${index}`, job: "Director", organisation: "Northwind", ...place, said },
      ...{ said_words: "the budget stays ".repeat(15), said_on: "2026-09-01", said_to: tom.id, cares: "cost" },
      ...{ owner_id: tom.id, next_on: "2026-11-04", spoke_on: "2026-09-01", tell_on: "2026-11-02" },
      ...{ notified_at: "2026-08-01T00:00:00.000Z", named_by: tom.id, named_at: "2026-08-01T00:00:00.000Z" },
      revision: 1,
    };
    await db.insertInto("stakeholder").values(row).execute();
    const event = { stakeholder_id: row.id, revision: 1, event: "named" as const, actor_id: tom.id, at: row.named_at };
    await db
      .insertInto("stakeholder_event")
      .values({ workspace_id: tom.workspace_id, ...event, ...place, said })
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
  expect([many.lines.length, few.lines.length, many.programs.length]).toEqual([WITH_MANY, 10, PROGRAMS]);
  const due = await dueContactsOf(services, tom);
  expect(due).toHaveLength(LINES);
  const views = [many, few].flatMap((people) =>
    (["list", "map", "coalition"] as const).flatMap((tab) =>
      [0, 1, 4].map((page) => peopleView(reader, people, { tab, page })),
    ),
  );
  for (const view of [...views, dueView(reader, due)]) {
    expect(problemsInView(asJson(view))).toEqual([]);
    expect(view.blocks.length).toBeLessThanOrEqual(VIEW_LIMITS.blocks);
  }
  expect(await countDue(services, tom, "2026-11-02")).toBe(LINES);
  await noteContact(services, tom, "line-00001");
  await changeStakeholder(services, tom, "line-00002", {
    ...{ power: "decides", interest: "affected", said: "agreed", saidWords: "", saidOn: null, saidTo: null },
    ...{ cares: "", owner: tom, nextOn: null, job: "Director", organisation: "", name: "" },
  });
  await nextDueAt(db, tom.workspace_id);
  await tellOfDue(services, tom.workspace_id);
  const large = await readsAtLarge(db, statements);
  expect(large.filter((found) => found.includes("stakeholder"))).toEqual([]);
});
