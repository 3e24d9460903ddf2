/** What is counted by somebody's working days is counted anew when they go away, and when they come back. */
import { describe, expect, it, onTestFinished } from "vitest";
import { changeAway, comeBack, goAway } from "../../src/check-ins/away/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const MONDAY: Instant = "2026-11-02T10:00:00.000Z";

async function aProgram(name: DatabaseName) {
  const db = await aDatabase(name);
  onTestFinished(() => db.destroy());
  return aProgramIn(db);
}

async function aProgramIn(db: Db) {
  const record = await aRecord(db);
  const priya = await record.person("priya");
  const tom = await record.person("tom");
  const program = await record.program("atlas", { seats: { team: [priya], lead: [tom] } });
  const services = servicesAt(db, MONDAY);
  const as = ({ id }: { id: string }) => personById(db, record.workspaceId, id);
  return {
    db,
    services,
    people: { priya: await as(priya) },
    async raise(input: object) {
      const given = { title: "The certificates", ownerId: priya.id, sourceKey: "command:1", ...input };
      return addItem(services, await as(priya), program.id, given as Parameters<typeof addItem>[3]);
    },
    async reminder(): Promise<string | null> {
      return (await db.selectFrom("item").select("remind_at").executeTakeFirstOrThrow()).remind_at;
    },
  };
}

describe.each(databases)("an absence, on %s", (name) => {
  it("moves a reminder that comes while they are away to the days before, and back when it is taken back", async () => {
    const { services, people, raise, reminder } = await aProgram(name);
    const { priya } = people;
    await raise({ type: "action", details: {}, dueOn: "2026-11-12" });
    expect(await reminder()).toBe("2026-11-10T09:00:00.000Z");
    const days = { from: "2026-11-10", until: "2026-11-11", delegate: null };
    const { id } = await goAway(services, priya, priya, days);
    expect(await reminder()).toBe("2026-11-06T09:00:00.000Z");
    await changeAway(services, priya, id, { ...days, from: "2026-11-11" });
    expect(await reminder()).toBe("2026-11-09T09:00:00.000Z");
    await comeBack(services, priya, id);
    expect(await reminder()).toBe("2026-11-10T09:00:00.000Z");
  });
});
