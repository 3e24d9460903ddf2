/** Values of measures: in the data of whoever entered them, and gone with their program once that was closed long enough. */
import { expect, it } from "vitest";
import { enterValues } from "../../src/goals/values.ts";
import { getPerson } from "../../src/people/people.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { agesStep } from "../../src/privacy/delete-aged.ts";
import { pageOf } from "../../src/privacy/my-data.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-02T10:00:00.000Z";

async function aWorld() {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const [tom, priya] = [await record.person("tom"), await record.person("priya")];
  const program = await record.program("loyalty", { seats: { lead: [tom], team: [priya] } });
  const services = servicesAt(db, NOW);
  const as = async ({ id }: { id: string }) => acting(services, await getPerson(db, record.workspaceId, id));
  const measure = await addQuietly(await as(tom), {
    programId: program.id,
    type: "measure",
    details: {
      direction: "rise",
      baseline: "2.1",
      baselineOn: "2026-09-30",
      target: "4",
      rhythm: "monthly",
      knownOn: 2,
    },
    title: "Repeat purchases",
    ownerId: priya.id,
    dueOn: "2027-09-30",
    sourceKey: "test:measure",
  });
  const values = [{ measureId: measure.id, on: "2026-10-31", value: "2.6", isSure: false }];
  await enterValues(await as(priya), { values, source: "form" });
  return { db, services, as, tom, priya, program, record };
}

it("is in My data of whoever entered it, and in nobody else's", async () => {
  const { services, as, tom, priya } = await aWorld();
  const rowsOf = async (person: { id: string }) => {
    const { actor } = await as(person);
    return (await pageOf(services, actor, { kind: "record", page: 0 })).rows.map(({ what }) => what.join(" · "));
  };
  expect((await rowsOf(priya)).join("\n")).toContain("Value of a measure");
  expect((await rowsOf(tom)).join("\n")).not.toContain("Value of a measure");
});

it("goes with the record of a program that was closed for as long as that is kept", async () => {
  const { db, services, as, tom, program, record } = await aWorld();
  await closeProgram(await as(tom), { programId: program.id });
  const left = async () => (await db.selectFrom("measure_value").select("value").execute()).length;
  const at = async (days: number) => {
    services.clock.at = addMs(NOW, days * DAY);
    for (let turn = 0; turn < 8; turn += 1) await agesStep(services, record.workspaceId).run();
  };
  for (const days of [1, 1790, 1824]) await at(days);
  expect(await left()).toBe(1);
  for (const days of [1830, 1860]) await at(days);
  expect(await left()).toBe(0);
});
