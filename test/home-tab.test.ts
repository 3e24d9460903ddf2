/** What Home is made of, read from a record: how many statements it takes, and whose it is. */
import { describe, expect, it } from "vitest";
import { homeTab } from "../src/app/home-tab.ts";
import { getPerson, getPersonByHandle, type Person } from "../src/people/people.ts";
import { type Db, openDatabase } from "../src/platform/database.ts";
import { migrateToLatest } from "../src/platform/migrate.ts";
import { addItem } from "../src/register/acts.ts";
import { A, FOREIGN_MARKS, NOW as IN_NOVEMBER, leaveAlone, liveInThree } from "./platform/three-workspaces.ts";
import { aStatus } from "./reports/recorded.ts";
import { aDatabase } from "./support/databases.ts";
import { aRecord, DAILY, MONTHLY, questionsFeeding, WEEKLY } from "./support/record.ts";
import { servicesAt } from "./support/still-clock.ts";

const NOW = "2026-11-05T10:00:00.000Z";

/** All that Home shows of a person, as the sections give it. */
async function homeOf(db: Db, workspaceId: string, personId: string, at = NOW): Promise<string> {
  return homeSeenBy(db, await getPerson(db, workspaceId, personId), at);
}

async function homeSeenBy(db: Db, person: Person, at = NOW): Promise<string> {
  const tab = homeTab({ services: servicesAt(db, at) });
  const visitor = await tab.visitorOf(person);
  const groups = [];
  for (const section of tab.sections) groups.push(...(await section(visitor)));
  return JSON.stringify(groups.length > 0 ? groups : await tab.firstStep(visitor));
}

it("takes no more than thirty-two statements for somebody who is everything in sixty programs", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  await migrateToLatest(db);
  const record = await aRecord(db);
  const services = servicesAt(db, NOW);
  const sponsor = await record.person("helene", { name: "Hélène Roux" });
  await record.program("loyalty", { title: "Loyalty", seats: { sponsor: [sponsor] } });
  const count = async () => {
    const person = await getPerson(db, record.workspaceId, sponsor.id);
    statements = 0;
    const shown = await homeSeenBy(db, person);
    return { statements, shown };
  };
  const few = await count();
  expect(few.shown).toContain("Loyalty");
  const tom = await record.person("tom", { name: "Tom Baker" });
  for (let number = 0; number < 60; number += 1) {
    const program = await record.program(`p${number}`, {
      title: `Program ${number}`,
      seats: { lead: [sponsor], sponsor: [sponsor], steering: [sponsor], team: [tom, sponsor] },
    });
    const cadence = await record.cadence(program, {
      rule: DAILY,
      audience: ["team"],
      questions: questionsFeeding("health", "progress"),
    });
    const asked = {
      type: "request",
      details: { kind: "decision" },
      title: "Buy?",
      sourceKey: `request:${number}`,
    } as const;
    const as = async ({ id }: { id: string }) => ({ ...services, actor: await getPerson(db, record.workspaceId, id) });
    await addItem(await as(tom), { programId: program.id, ...asked });
    const details = { blocksWork: true, whoCanUnblock: "Ops" };
    for (const owner of [tom, sponsor])
      await addItem(await as(sponsor), {
        programId: program.id,
        type: "issue",
        details,
        title: "Certificates",
        ownerId: owner.id,
        dueOn: "2026-12-01",
        sourceKey: `issue:${number}:${owner.id}`,
      });
    const before = await record.round(cadence, "2026-11-04", [tom, sponsor]);
    await record.answer(before, tom, "2026-11-04T12:00:00.000Z", { health: { colour: "green" } });
    const round = await record.round(cadence, "2026-11-05", [tom, sponsor]);
    await record.answer(round, sponsor, "2026-11-05T09:30:00.000Z", { progress: "x" });
    await aStatus(db, record, program, { at: "2026-11-05T09:30:00.000Z", status: "red", by: sponsor });
  }
  const many = await count();
  expect(many.shown).toContain("Program 59");
  expect(many.shown).toContain("Tom Baker");
  expect(many.shown).toContain("🔴 ");
  expect(many.statements).toBeLessThanOrEqual(32);
  expect(many.statements).toBeGreaterThanOrEqual(few.statements);
  await db.destroy();
});

it("reads no other places where a request names an amount", async () => {
  const read: string[] = [];
  const db = openDatabase(":memory:", { onStatement: (statement) => read.push(statement) });
  await migrateToLatest(db);
  const record = await aRecord(db);
  const [sponsor, tom] = [await record.person("helene"), await record.person("tom")];
  const program = await record.program("loyalty", { seats: { sponsor: [sponsor], lead: [tom] } });
  const actor = await getPerson(db, record.workspaceId, tom.id);
  await addItem(
    { ...servicesAt(db, NOW), actor },
    {
      ...{ programId: program.id, title: "Pay the agency?", sourceKey: "request" },
      ...{ type: "request", details: { kind: "decision", amount: "900" } },
    },
  );
  read.length = 0;
  expect(await homeOf(db, record.workspaceId, sponsor.id)).toContain("Pay the agency?");
  expect(
    read.filter((statement) => /^select \* from "program" where "workspace_id" = \S+ order/.test(statement)),
  ).toEqual([]);
  await db.destroy();
});

describe("each seat sees what it allows", () => {
  it.each([
    { role: "lead", silent: true, standing: true },
    { role: "deputy", silent: true, standing: true },
    { role: "sponsor", silent: false, standing: true },
    { role: "steering", silent: false, standing: true },
    { role: "team", silent: false, standing: false },
    { role: null, silent: false, standing: false },
  ] as const)("as $role", async ({ role, silent, standing }) => {
    const db = await aDatabase("SQLite");
    const record = await aRecord(db);
    const [viewer, tom, lea] = [
      await record.person("vera"),
      await record.person("tom", { name: "Tom Baker" }),
      await record.person("lea"),
    ];
    const program = await record.program("atlas", { title: "Atlas", seats: { team: [tom], lead: [lea] } });
    if (role) await record.seat(program, viewer, role);
    await record.program("other", { title: "Borealis", seats: { team: [tom] } });
    const cadence = await record.cadence(program, { rule: WEEKLY, audience: ["team"] });
    await record.round(cadence, "2026-11-05", [tom]);
    // Once it was due.
    const shown = await homeOf(db, record.workspaceId, viewer.id, "2026-11-06T18:00:00.000Z");
    expect(shown.includes("Atlas")).toBe(role !== null);
    expect(shown.includes("Tom Baker")).toBe(silent);
    expect(shown.includes("no status")).toBe(standing);
    expect(shown).not.toContain("Borealis");
  });

  it("what a seat allows on the days on which it holds", async () => {
    const db = await aDatabase("SQLite");
    const record = await aRecord(db);
    const lea = await record.person("lea");
    const program = await record.program("atlas", { title: "Atlas" });
    await record.seat(program, lea, "lead", { until: "2026-11-05" });
    expect(await homeOf(db, record.workspaceId, lea.id)).toContain("no status");
    expect(await homeOf(db, record.workspaceId, lea.id, "2026-11-06T10:00:00.000Z")).not.toContain("Atlas");
  });
});

it("announces a part of the digest where somebody has written for it", async () => {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const [lea, sofia] = [await record.person("lea"), await record.person("sofia")];
  const program = await record.program("atlas", { seats: { lead: [lea], sponsor: [sofia] } });
  const month = { person_id: sofia.id, rhythm: "monthly", next_at: "2026-12-03T09:00:00.000Z" } as const;
  await db
    .insertInto("digest_schedule")
    .values({ workspace_id: record.workspaceId, ...month })
    .execute();
  const to = { audience: ["lead"], readers: ["sponsor"], questions: questionsFeeding("progress") };
  const cadence = await record.cadence(program, { rule: MONTHLY, ...to });
  expect(await homeOf(db, record.workspaceId, lea.id)).not.toContain("your part of the digest");
  await record.answer(await record.round(cadence, "2026-11-03", [lea]), lea, NOW, { progress: "x" });
  expect(await homeOf(db, record.workspaceId, lea.id)).toContain("your part of the digest");
});

it("shows of three workspaces with the same ids only one's own", async () => {
  const [three, alone] = [await aDatabase("SQLite"), await aDatabase("SQLite")];
  await liveInThree(three);
  await liveInThree(alone);
  await leaveAlone(alone);
  for (const handle of ["lea", "tom", "sofia"]) {
    const { id } = await getPersonByHandle(three, A, handle);
    const shown = await homeOf(three, A, id, IN_NOVEMBER);
    expect(shown).toContain("a-words");
    expect(FOREIGN_MARKS.filter((mark) => shown.includes(mark))).toEqual([]);
    expect(shown).toBe(await homeOf(alone, A, id, IN_NOVEMBER));
  }
});
