/** What is counted by somebody's working days is counted anew when they go away, and when they come back. */
import { expect, it, onTestFinished } from "vitest";
import { changeAway, comeBack, goAway } from "../../src/check-ins/away/absences.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addItem } from "../../src/register/acts.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const MONDAY: Instant = "2026-11-02T10:00:00.000Z";

it.each(databases)(
  "an absence moves a reminder to the days before it, and back when it is taken back, on %s",
  async (name) => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const record = await aRecord(db);
    const member = await record.person("priya");
    const seats = { team: [member], lead: [await record.person("tom")] };
    const program = await record.program("atlas", { seats });
    const services = servicesAt(db, MONDAY);
    const priya = await personById(db, record.workspaceId, member.id);
    const reminder = async () => (await db.selectFrom("item").select("remind_at").executeTakeFirstOrThrow()).remind_at;
    const item = { title: "The certificates", ownerId: priya.id, dueOn: "2026-11-12", sourceKey: "command:1" };
    await addItem(services, priya, program.id, { type: "action", details: {}, ...item });
    expect(await reminder()).toBe("2026-11-10T09:00:00.000Z");
    const days = { from: "2026-11-10", until: "2026-11-11", delegate: null };
    const { id } = await goAway(services, priya, priya, days);
    expect(await reminder()).toBe("2026-11-06T09:00:00.000Z");
    await changeAway(services, priya, id, { ...days, from: "2026-11-11" });
    expect(await reminder()).toBe("2026-11-09T09:00:00.000Z");
    await comeBack(services, priya, id);
    expect(await reminder()).toBe("2026-11-10T09:00:00.000Z");
  },
);
