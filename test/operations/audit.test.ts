import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { auditLines } from "../../src/operations/audit-lines.ts";
import { noteExported } from "../../src/people/exports/use-cases.ts";
import { appendAudit } from "../../src/platform/audit.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import type { Services } from "../../src/platform/services.ts";
import { addMs, SECOND } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { built } from "../support/built.ts";
import { aDatabaseLocation, databases } from "../support/databases.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-audit-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const NOW = "2026-11-21T09:00:00.000Z";
const ABOUT = "quetzal-reason";

describe.each(databases)("the stream of the audit on %s", (name) => {
  let location: string;
  let services: Services;
  let workspaceId: string;
  let [admin, tom, programId] = ["", "", ""];
  beforeEach(async () => {
    location = name === "SQLite" ? join(await aFolder(), "drumbeat.db") : await aDatabaseLocation(name);
    services = servicesAt(openDatabase(location), NOW);
    await migrateToLatest(services.db);
    await inTransaction(services.db, async (tx) => {
      const record = await aRecord(tx);
      workspaceId = record.workspaceId;
      admin = (await record.person("ada", { isAdmin: true })).id;
      await record.person("eve", { isAdmin: true });
      tom = (await record.person("tom")).id;
      programId = (await record.program("atlas")).id;
      await note(tx, "program.created");
      await noteExported(tx, services, { workspaceId, personIds: [tom], what: "drumbeat export", reason: ABOUT });
      await note(tx, "program.closed");
    });
  });
  afterEach(() => services.db.destroy());

  const note: (tx: Parameters<typeof appendAudit>[0], action: string) => Promise<void> = (tx, action) =>
    appendAudit(tx, services, {
      workspaceId,
      actorId: action === "program.closed" ? null : admin,
      action,
      subject: { kind: "program", id: programId },
      programId,
      after: { title: ABOUT },
    });
  const later = { now: () => addMs(NOW, 60 * SECOND) };
  const lines = (of: { after?: string; since?: string; clock?: typeof later } = {}) =>
    Array.fromAsync(
      auditLines({ db: services.db, clock: of.clock ?? later }, workspaceId, {
        after: of.after ?? "",
        since: of.since ?? "",
      }),
    );

  it("has what was done to somebody’s data among the acts, in order, and nothing that anybody wrote (O17)", async () => {
    const all = await lines();
    const by = { time: NOW, actor: "ada", actorId: admin, program: null };
    expect(all).toEqual([
      expect.objectContaining({ ...by, action: "program.created", program: "atlas" }),
      expect.objectContaining({ action: "export.by-name", actor: null }),
      expect.objectContaining({ action: "person.in-export", actor: null, subject: { kind: "person", id: tom } }),
      expect.objectContaining({ action: "program.closed", actor: null, subject: { kind: "program", id: programId } }),
    ]);
    expect(JSON.stringify(all)).not.toContain(ABOUT);
  });

  it("goes on behind a line, and tells nothing so young that an earlier one may come yet (O17)", async () => {
    const all = await lines();
    expect(await lines({ after: all[1]?.id ?? "" })).toEqual(all.slice(2));
    expect(await lines({ since: addMs(NOW, 1) })).toEqual([]);
    expect(await lines({ clock: { now: () => addMs(NOW, 9 * SECOND) } })).toEqual([]);
  });

  it("comes from the terminal as JSON lines, and waits for more where it is asked to (O17)", async () => {
    const cli = (...args: string[]) =>
      aNodeProcess([built("cli"), "audit", ...args], { env: { DATABASE_URL: location } });
    const once = cli();
    expect(await once.ended, once.output()).toBe(0);
    const told = once
      .written()
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(told).toEqual(await lines());
    expect(await cli("--since", "soon").ended).toBe(1);
    const following = cli("--follow");
    await following.until("program.closed");
    const at = (time: string) => ({ ...services, clock: { ...services.clock, now: () => time } });
    await inTransaction(services.db, (tx) =>
      appendAudit(tx, at(addMs(NOW, SECOND)), {
        workspaceId,
        actorId: null,
        action: "program.reopened",
        subject: { kind: "program", id: programId },
      }),
    );
    await following.until("program.reopened");
    following.signal("SIGTERM");
    expect(await following.ended).toBe(0);
  });
});
