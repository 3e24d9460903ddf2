/** What Home is made of, read from a record: how many statements it takes, and whose it is. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { homeTab } from "../src/home-tab.ts";
import { getPersonByHandle, type Person, personById } from "../src/people/use-cases.ts";
import { type Db, openDatabase } from "../src/platform/database.ts";
import { migrateToLatest } from "../src/platform/migrate.ts";
import { addItem } from "../src/register/use-cases-acts.ts";
import { aRollOut } from "./digests/roll-out.ts";
import { A, FOREIGN_MARKS, NOW as IN_NOVEMBER, leaveAlone, liveInThree } from "./platform/three-workspaces.ts";
import { aDatabase, databases } from "./support/databases.ts";
import { aRecord, DAILY, MONTHLY, questionsFeeding, WEEKLY } from "./support/record.ts";
import { servicesAt } from "./support/still-clock.ts";

const NOW = "2026-11-05T10:00:00.000Z";

/** All that Home shows of a person, as the sections give it. */
async function homeOf(db: Db, workspaceId: string, personId: string, at = NOW): Promise<string> {
  return homeSeenBy(db, await personById(db, workspaceId, personId), at);
}

async function homeSeenBy(db: Db, person: Person, at = NOW): Promise<string> {
  const tab = homeTab({ services: servicesAt(db, at) });
  const visitor = await tab.visitorOf(person);
  const groups = [];
  for (const section of tab.sections) groups.push(...(await section(visitor)));
  return JSON.stringify(groups.length > 0 ? groups : await tab.firstStep(visitor));
}

const group = z.array(z.looseObject({ type: z.string(), text: z.looseObject({ text: z.string() }).optional() }));

/** The lines of its sections, bold or not. */
function linesIn(home: string): string[] {
  const blocks = z.array(group).parse(JSON.parse(home)).flat();
  return blocks.flatMap(({ type, text }) =>
    type === "section" && text ? text.text.replaceAll("*", "").split("\n") : [],
  );
}

it("takes no more than twenty-two statements for somebody who is everything in sixty programs", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  await migrateToLatest(db);
  // With an edition of October for the sponsor.
  const { record, services, sponsor } = await aRollOut(db, "en-GB");
  const count = async () => {
    const person = await personById(db, record.workspaceId, sponsor.id);
    statements = 0;
    const shown = await homeSeenBy(db, person);
    return { statements, shown };
  };
  const few = await count();
  expect(few.shown).toContain("October 2026");
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
    const asked = { type: "ask", details: { kind: "decision" }, title: "Buy?", sourceKey: `ask:${number}` } as const;
    await addItem(services, await personById(db, record.workspaceId, tom.id), program.id, asked);
    const details = { blocksWork: true, whoCanUnblock: "Ops" };
    await addItem(services, await personById(db, record.workspaceId, sponsor.id), program.id, {
      type: "issue",
      details,
      title: "Certificates",
      ownerId: tom.id,
      dueOn: "2026-12-01",
      sourceKey: `issue:${number}`,
    });
    const before = await record.round(cadence, "2026-11-04", [tom, sponsor]);
    await record.answer(before, tom, "2026-11-04T12:00:00.000Z", { health: { colour: "green" } });
    const round = await record.round(cadence, "2026-11-05", [tom, sponsor]);
    await record.answer(round, sponsor, "2026-11-05T09:30:00.000Z", { health: { colour: "red", reason: "x" } });
  }
  const many = await count();
  expect(many.shown).toContain("Program 59");
  expect(many.shown).toContain("Tom Baker");
  expect(many.shown).toContain("🔴 ");
  expect(many.shown).toContain("Open requests by age (60)");
  expect(many.shown).toContain("escalates to Hélène Roux (lead)");
  expect(many.statements).toBeLessThanOrEqual(22);
  expect(many.statements).toBeGreaterThanOrEqual(few.statements);
  await db.destroy();
});

describe.each(databases)("a program's health on Home, on %s", (database) => {
  const HEALTH = { questions: questionsFeeding("health"), readers: ["sponsors"] };

  async function aProgram() {
    const db = await aDatabase(database);
    const record = await aRecord(db);
    const [lead, tom, sponsor] = [await record.person("lea"), await record.person("tom"), await record.person("sofia")];
    const program = await record.program("atlas", {
      title: "Atlas",
      seats: { lead: [lead], team: [tom], sponsor: [sponsor] },
    });
    const shown = async (at?: string) =>
      linesIn(await homeOf(db, record.workspaceId, sponsor.id, at))
        .find((line) => line.includes("lead: "))
        ?.replace(/(?: · Phase: [^·]*)? · Sponsor$/, "");
    return { db, record, lead, tom, program, shown };
  }

  it("is the lead's last colour, whatever its rhythm", async () => {
    const { db, record, lead, tom, program, shown } = await aProgram();
    expect(await shown()).toBe("Atlas · no status · lead: lea");
    const weekly = await record.cadence(program, { ...HEALTH, rule: WEEKLY, audience: ["lead", "team"] });
    const monthly = await record.cadence(program, { ...HEALTH, rule: MONTHLY });
    const asked = [lead, tom];
    const say = async (cadence: typeof weekly, key: string, who: typeof lead, colour: "green" | "amber" | "red") =>
      record.answer(await record.round(cadence, key, asked), who, `${key}T12:00:00.000Z`, { health: { colour } });
    await say(weekly, "2026-11-03", tom, "red");
    expect(await shown()).toBe("🔴 Atlas · Off track · lead: lea");
    await say(monthly, "2026-09-30", lead, "red");
    const october = await record.round(monthly, "2026-10-30", asked);
    await record.answer(october, lead, "2026-10-30T12:00:00.000Z", { health: { colour: "green" } });
    expect(await shown()).toBe("🟢 Atlas · On track · lead: lea");
    await record.answer(october, tom, "2026-11-01T12:00:00.000Z", { health: { colour: "red" } });
    expect(await shown()).toBe("🟢 Atlas · On track · lead: lea");
    // Of an answer that was corrected, the correction counts.
    const round = await record.round(monthly, "2026-11-02", asked);
    await record.answer(round, lead, "2026-11-02T12:00:00.000Z", { health: { colour: "red" } });
    await record.answer(round, lead, "2026-11-02T13:00:00.000Z", { health: { colour: "amber" } });
    expect(await shown()).toBe("🟠 Atlas · At risk · lead: lea");
    await db.destroy();
  });

  it("is grey when nobody has given a colour for a period and its grace, and never shows what feeds others", async () => {
    const { db, record, lead, program, shown } = await aProgram();
    const forTheTeam = await record.cadence(program, { ...HEALTH, rule: WEEKLY, readers: ["team"] });
    const round = await record.round(forTheTeam, "2026-11-03", [lead]);
    await record.answer(round, lead, "2026-11-03T12:00:00.000Z", { health: { colour: "red" } });
    expect(await shown()).toBe("Atlas · no status · lead: lea");
    const weekly = await record.cadence(program, { ...HEALTH, rule: WEEKLY });
    const answered = await record.round(weekly, "2026-10-29", [lead]);
    await record.answer(answered, lead, "2026-10-29T12:00:00.000Z", { health: { colour: "green" } });
    expect(await shown("2026-11-12T11:00:00.000Z")).toBe("🟢 Atlas · On track · lead: lea");
    expect(await shown("2026-11-12T13:00:00.000Z")).toBe("⚪ Atlas · no recent update · lead: lea");
    await db.destroy();
  });
});

describe("each seat sees what it allows", () => {
  it.each([
    { role: "lead", silent: true, preview: true, standing: false },
    { role: "deputy", silent: true, preview: true, standing: false },
    { role: "sponsor", silent: false, preview: false, standing: true },
    { role: "steering", silent: false, preview: false, standing: true },
    { role: "team", silent: false, preview: false, standing: false },
    { role: null, silent: false, preview: false, standing: false },
  ] as const)("as $role", async ({ role, silent, preview, standing }) => {
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
    const shown = await homeOf(db, record.workspaceId, viewer.id);
    expect(shown.includes("Atlas")).toBe(role !== null);
    expect(shown.includes("Tom Baker")).toBe(silent);
    expect(shown.includes("preview:")).toBe(preview);
    expect(shown.includes("no status")).toBe(standing);
    expect(shown).not.toContain("Borealis");
    await db.destroy();
  });

  it("as a delegate what the seat allows, on the days on which it holds", async () => {
    const db = await aDatabase("SQLite");
    const record = await aRecord(db);
    const [vera, lea] = [await record.person("vera"), await record.person("lea")];
    const program = await record.program("atlas", { title: "Atlas" });
    await record.seat(program, lea, "lead", { until: "2026-11-05" });
    await db.updateTable("seat").set({ delegate_id: vera.id }).execute();
    expect(await homeOf(db, record.workspaceId, vera.id)).toContain("preview:");
    expect(await homeOf(db, record.workspaceId, vera.id, "2026-11-06T10:00:00.000Z")).not.toContain("Atlas");
    await db.destroy();
  });
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
  await three.destroy();
  await alone.destroy();
});
