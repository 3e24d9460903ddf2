/** A digest knows the labels and the budget that held at its cut-off, of all its programs, by no statement of its own. */
import { expect, it } from "vitest";
import { gatherFacts } from "../../src/digests/compile/gather.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import type { Profile } from "../../src/programs/profile/rules.ts";
import { changeProfile, profilesAt } from "../../src/programs/profile/use-cases.ts";
import { closeProgram } from "../../src/programs/use-cases-changes.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const RETAIL = { name: "Department", value: "Retail" };
const IT = { name: "Department", value: "IT" };
const BUDGET = { planned: 1_200_000, spent: 400_000, currency: "EUR", asOf: "2026-09-30" };

it.each(databases)("tells what held then, of each program its own, on %s", async (name) => {
  const db = await aDatabase(name);
  const record = await aRecord(db, { seatedAt: "2026-01-05T08:00:00.000Z" });
  const sponsor = await record.person("sofia");
  const lead = await record.person("ana");
  const ids = [];
  for (const key of ["atlas", "borealis", "cygnus"]) {
    const program = await record.program(key, { seats: { lead: [lead], sponsor: [sponsor] } });
    await record.cadence(program, {});
    ids.push(program.id);
  }
  const [atlas = "", borealis = "", cygnus = ""] = ids;
  const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
  const { workspaceId } = record;
  const change = async (at: Instant, id: string, to: Partial<Profile>) => {
    services.clock.at = at;
    await inTransaction(db, (tx) => changeProfile(services, tx, { workspace_id: workspaceId, id }, to));
  };
  await change("2026-09-01T08:00:00.000Z", atlas, { labels: [RETAIL] });
  await change("2026-10-05T08:00:00.000Z", atlas, { budget: BUDGET });
  await change("2026-10-06T08:00:00.000Z", borealis, { labels: [IT] });
  await change("2026-11-20T08:00:00.000Z", atlas, { labels: [IT], budget: null });
  const reader = { workspaceId, personId: sponsor.id, rhythm: "monthly" as const };
  const told = async (at: Instant) =>
    (await gatherFacts(db, reader, at))?.programs.map(({ key, labels, budget }) => ({ key, labels, budget }));
  expect(await told("2026-09-30T16:00:00.000Z")).toEqual([
    { key: "atlas", labels: [RETAIL] },
    { key: "borealis" },
    { key: "cygnus" },
  ]);
  expect(await told("2026-10-30T16:00:00.000Z")).toEqual([
    { key: "atlas", labels: [RETAIL], budget: BUDGET },
    { key: "borealis", labels: [IT] },
    { key: "cygnus" },
  ]);
  expect(await told("2026-11-30T16:00:00.000Z")).toEqual([
    { key: "atlas", labels: [IT] },
    { key: "borealis", labels: [IT] },
    { key: "cygnus" },
  ]);
  const then = await profilesAt(db, workspaceId, "2026-10-30T16:00:00.000Z");
  expect([...then.keys()].sort()).toEqual([atlas, borealis].sort());
  expect(await profilesAt(db, workspaceId, "2026-10-30T16:00:00.000Z", [cygnus])).toEqual(new Map());
  // Nothing that is as it was is written again.
  await change("2026-11-21T08:00:00.000Z", atlas, { labels: [IT], budget: null });
  await change("2026-11-21T08:00:00.000Z", atlas, {});
  expect(await db.selectFrom("program_profile").select("id").execute()).toHaveLength(4);
  services.clock.at = "2026-12-10T08:00:00.000Z";
  await closeProgram(services, await personById(db, workspaceId, lead.id), atlas);
  expect(await told("2026-12-30T16:00:00.000Z")).toContainEqual({ key: "atlas", labels: [IT] });
  await db.destroy();
});
