/** Who sits in a program: what is read of it. */
import { expect, it } from "vitest";
import { seatsAboveTeam } from "../../src/programs/seats.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";

it.each(bothDatabases)("reads no team where only those who decide are asked for, on %s", async (database) => {
  const db = await aDatabase(database);
  const record = await aRecord(db);
  const [lead, sponsor, chair] = [
    await record.person("lea"),
    await record.person("sofia"),
    await record.person("cora"),
  ];
  const team = [await record.person("tom"), await record.person("nina"), sponsor];
  const { id } = await record.program("atlas", {
    seats: { lead: [lead], sponsor: [sponsor], steering: [chair], team },
  });
  const seats = await seatsAboveTeam(db, { workspace_id: record.workspaceId, id }, "2026-11-02T09:00:00.000Z");
  expect(seats.map(({ name, role }) => [name, role]).sort()).toEqual(
    [
      [chair.name, "steering"],
      [lead.name, "lead"],
      [sponsor.name, "sponsor"],
    ].sort(),
  );
});
