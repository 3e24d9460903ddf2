/** P37: a forecast opens no connection and has no secret, whatever is due while it looks ahead. */
import { Socket as Datagrams } from "node:dgram";
import { Socket } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { simulateTicks } from "../../src/app/simulation.ts";
import { COPIED, type CopyRule } from "../../src/forecast/copied-tables.ts";
import { ignoreForeignKeys, insertRows, rowsToCopy } from "../../src/forecast/copy.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { IN_MEMORY } from "../../src/platform/database-file.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { beginErasure } from "../../src/privacy/erasure.ts";
import { actingAs, aRun, personIn, type Run } from "../support/run.ts";

const OF_KYSELY = /^kysely_/;
/** Columns that would hold what opens a door. */
const SECRET = /token|secret|password|signing|credential|webhook/;

async function columnsByTable(db: Db): Promise<Map<string, string[]>> {
  const tables = await db.introspection.getTables();
  return new Map(
    tables
      .filter(({ name }) => !OF_KYSELY.test(name))
      .map(({ name, columns }) => [name, columns.map((one) => one.name)]),
  );
}

it("has a rule for each table that there is, by columns that it has, and copies no secret (P37)", async () => {
  const run = await aRun();
  const columns = await columnsByTable(run.db);
  const rules: [string, CopyRule][] = Object.entries(COPIED);
  expect(rules.map(([table]) => table).toSorted()).toEqual([...columns.keys()].toSorted());

  const unknown = rules.filter(([table, rule]) => {
    if (typeof rule === "string") return false;
    const column = "program" in rule ? rule.program : "person" in rule ? rule.person : rule.by;
    return !columns.get(table)?.includes(column);
  });
  expect(unknown).toEqual([]);

  const secret = rules.filter(
    ([table, rule]) => rule !== "never" && columns.get(table)?.some((column) => SECRET.test(column)),
  );
  expect(secret).toEqual([]);
});

/** Groups to be read again, somebody to be erased, messages with pictures and files, digests: all of it within a month. */
async function aBusyRun(): Promise<Run> {
  const run = await aRun({
    isTogether: true,
    groups: [{ name: "All of us", handle: "all-of-us", members: ["tom", "nina"] }],
    cadences: [
      { key: "daily", program: "atlas", template: "daily-team", audience: ["team", "group:all-of-us"] },
      { key: "monthly", program: "atlas", template: "monthly-executive" },
    ],
  });
  await run.to("2026-11-06T12:00Z");
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "lea").execute();
  await beginErasure(await actingAs(run, "lea"), { person: await personIn(run, "ravi"), reason: "By letter." });
  return run;
}

it("opens no connection while all of a month is due (P37)", async () => {
  const run = await aBusyRun();
  const now = run.clock.now();
  const workspaceId = run.app.workspace.id;

  const copy = openDatabase(IN_MEMORY);
  onTestFinished(() => copy.destroy());
  await migrateToLatest(copy);
  await ignoreForeignKeys(copy);
  for await (const piece of rowsToCopy(run.db, workspaceId, null)) await insertRows(copy, piece);
  await run.stopApp();

  const opened = vi.spyOn(Socket.prototype, "connect");
  const sent = vi.spyOn(Datagrams.prototype, "send");
  onTestFinished(() => {
    opened.mockRestore();
    sent.mockRestore();
  });
  const posted: string[] = [];
  const recorder = { decided: () => undefined, posted: (id: string) => posted.push(id) };
  const ticks = await Array.fromAsync(simulateTicks(copy, { workspaceId, now, until: addMs(now, 31 * DAY) }, recorder));
  expect(ticks.length).toBeGreaterThan(30);
  expect(posted.length).toBeGreaterThan(30);
  expect([opened.mock.calls.length, sent.mock.calls.length]).toEqual([0, 0]);
});
