import { expect, it } from "vitest";
import { migrations } from "../../db/migrations/index.ts";
import { personById } from "../../src/people/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { escalateDue, nextEscalationAt } from "../../src/register/escalation/use-cases.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { aDatabaseLocation, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it.each(databases)("what stood at the end of its ladder goes on after the upgrade, on %s (C3)", async (database) => {
  const db = openDatabase(await aDatabaseLocation(database));
  await migrateToLatest(db);
  const record = await aRecord(db);
  const lead = await record.person("ana");
  const ana = await personById(db, record.workspaceId, lead.id);
  const atlas = await record.program("atlas", { seats: { lead: [lead] } });
  const services = servicesAt(db, "2026-11-02T10:00:00.000Z");
  const given = { type: "issue", details: { blocksWork: true }, title: "No key", disclosure: "lead" } as const;
  const item = await addItem(services, ana, atlas.id, { ...given, ownerId: ana.id, sourceKey: "command:1" });
  // As the release before left it.
  await db.updateTable("escalation").set({ check_at: null, reminded: 2, is_acknowledged: 1 }).execute();
  for (const column of ["overdue_since", "given_on", "shown_on"])
    await db.schema.alterTable("escalation").dropColumn(column).execute();
  await migrations["0043-overdue"]?.().then(({ up }) => up(db));
  services.clock.at = "2026-11-30T10:00:00.000Z";
  expect(await nextEscalationAt(db)).toBe("2026-01-01T00:00:00.000Z");
  await escalateDue(services);
  const row = await db.selectFrom("escalation").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ item_id: item.id, overdue_since: "2026-11-10", check_at: "2026-12-07T09:00:00.000Z" });
  const told = await db.selectFrom("delivery").select("person_id").where("kind", "=", "escalation-overdue").execute();
  expect(told).toEqual([{ person_id: ana.id }]);
  await db.destroy();
});
