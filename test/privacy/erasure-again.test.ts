/** An erasure that was broken off, on two instances, or undone by a restore: it is done whole, and once. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { events } from "../../src/events.ts";
import { backUp, restore } from "../../src/operations/backup.ts";
import { getPersonByHandle, personById } from "../../src/people/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { readLedger } from "../../src/privacy/erasure/ledger.ts";
import { eraseAgain, erasuresOf, goOnErasing } from "../../src/privacy/erasure/use-cases.ts";
import { built } from "../support/built.ts";
import type { DatabaseName } from "../support/databases.ts";
import { aNodeProcess } from "../support/process.ts";
import { leaveSlack, personIn } from "../support/run.ts";
import { scratch } from "../support/scratch.ts";
import { countedIds, servicesAt } from "../support/still-clock.ts";
import { allRows, aStory, confirmAll, countsOf, erase, eraseBy, eraseWhole, isTheirs, SENTINEL } from "./an-erasure.ts";

describe("an erasure that breaks off", () => {
  it.each<[DatabaseName, number]>([
    ...[1, 7, 36, 90, 200, 400].map((statement): [DatabaseName, number] => ["SQLite", statement]),
    ...[1, 120].map((statement): [DatabaseName, number] => ["PostgreSQL", statement]),
  ])("on %s after statement %i, goes on from there (ERASE4)", async (database, statement) => {
    const run = await aStory(database);
    const { slack_user_id: slackId } = await personIn(run, "lea");
    await leaveSlack(run, "lea");
    await run.settle();
    const counted = await countsOf(run);
    const { workspace_id: workspaceId } = await personIn(run, "lea");
    await run.stopApp();
    const broken = openDatabase(run.location, {
      onStatement: () => {
        said += 1;
        if (said === statement) throw new Error("killed");
      },
    });
    let said = Number.NEGATIVE_INFINITY;
    const services = { ...servicesAt(broken, run.clock.now()), events };
    await eraseBy(services, workspaceId);
    said = 0;
    await expect(eraseWhole(services, workspaceId)).rejects.toThrow("killed");
    said = Number.NEGATIVE_INFINITY;
    await broken.destroy();

    await run.startApp();
    await run.to("2026-12-04T12:00:00.000Z");
    const [erasure] = await erasuresOf(run.db, workspaceId);
    expect(erasure).toMatchObject({ state: "confirming" });
    const tables = Object.entries(await allRows(run)).filter(([, rows]) => SENTINEL.test(rows));
    expect(tables.map(([table]) => table)).toEqual([]);
    expect(await countsOf(run)).toEqual(counted);
    expect(slackId).not.toBe((await personById(run.db, workspaceId, erasure?.person_id ?? "")).slack_user_id);
  });
});

it.each<DatabaseName>(["SQLite", "PostgreSQL"])(
  "an erasure on %s takes what a tick makes anew between its pieces (ERASE4)",
  async (database) => {
    const run = await aStory(database);
    const { workspace_id: workspaceId } = await personIn(run, "lea");
    await leaveSlack(run, "lea");
    await run.settle();
    await run.stopApp();
    const db = openDatabase(run.location);
    onTestFinished(() => db.destroy());
    const services = { ...servicesAt(db, run.clock.now()), events };
    await eraseBy(services, workspaceId);
    for (let step = ""; step !== "slack"; step = (await erasuresOf(db, workspaceId))[0]?.step ?? "slack") {
      await goOnErasing(services, workspaceId, null, { pieces: 1 });
    }
    const digests = await db
      .selectFrom("digest")
      .innerJoin("person", "person.id", "digest.reader_id")
      .where("person.erased_at", "is not", null)
      .selectAll("digest")
      .execute();
    expect(digests).toEqual([]);
  },
);

/** What kills a process, and when: before or after a commit, or while the server does a statement. */
const KILLS: Record<DatabaseName, [preload: string, kills: Record<string, string>[]]> = {
  SQLite: [
    "../faults/driver/kill-at-commit-child.ts",
    [
      { KILL_AT_COMMIT: "1", KILL_WHEN: "before" },
      { KILL_AT_COMMIT: "1", KILL_WHEN: "after" },
      { KILL_AT_COMMIT: "4", KILL_WHEN: "before" },
      { KILL_AT_COMMIT: "9", KILL_WHEN: "after" },
      { KILL_AT_COMMIT: "12", KILL_WHEN: "after" },
    ],
  ],
  PostgreSQL: ["../operations/kill-at-query-child.ts", [15, 40, 75, 110].map((at) => ({ KILL_AT_QUERY: String(at) }))],
};

it.each<DatabaseName>(["SQLite", "PostgreSQL"])(
  "on %s, whose process is killed in the middle, goes on from there in another one (ERASE24)",
  { timeout: 120_000 },
  async (database) => {
    const run = await aStory(database);
    const { workspace_id: workspaceId, id } = await personIn(run, "lea");
    await leaveSlack(run, "lea");
    await run.settle();
    const counted = await countsOf(run);
    await run.stopApp();
    const db = openDatabase(run.location);
    await eraseBy({ ...servicesAt(db, run.clock.now()), events }, workspaceId);
    // Commands go by the machine's clock.
    await db.updateTable("erasure").set({ due_at: "2020-01-01T00:00:00.000Z" }).execute();
    await db.destroy();
    const folder = await mkdtemp(join(scratch, "killed-"));
    const [preload, kills] = KILLS[database];
    const goOn = (env: Record<string, string>) =>
      aNodeProcess(["--import", join(import.meta.dirname, preload), built("cli"), "person", "erase", `erased-${id}`], {
        cwd: folder,
        env: { DATABASE_URL: run.location, ERASURES_FILE: join(folder, "erasures.jsonl"), ...env },
      });
    for (const kill of kills) {
      const killed = goOn(kill);
      expect(await killed.ended, killed.output()).toBe("SIGKILL");
    }
    const whole = goOn({});
    expect(await whole.ended, whole.output()).toBe(0);
    await run.startApp();
    await run.to("2026-12-04T12:00:00.000Z");
    expect(await erasuresOf(run.db, workspaceId)).toMatchObject([{ state: "confirming", person_id: id }]);
    const tables = Object.entries(await allRows(run)).filter(([, rows]) => SENTINEL.test(rows));
    expect(tables.map(([table]) => table)).toEqual([]);
    expect(await countsOf(run)).toEqual(counted);
  },
);

it("is one of two instances' at a time, and counts once (ERASE3)", async () => {
  const run = await aStory("PostgreSQL");
  await leaveSlack(run, "lea");
  const { workspace_id: workspaceId } = await personIn(run, "lea");
  await run.stopApp();
  const [one, other] = [openDatabase(run.location), openDatabase(run.location)];
  const [here, there] = [one, other].map((db, index) => ({
    ...servicesAt(db, run.clock.now()),
    events,
    ids: countedIds(`instance-${index}`),
  }));
  if (!here || !there) throw new Error("Two are there");
  await eraseBy(here, workspaceId);
  await Promise.all([eraseWhole(here, workspaceId), eraseWhole(there, workspaceId)]);
  const [erasure] = await erasuresOf(one, workspaceId);
  expect(erasure?.step).toBe("slack");
  expect(JSON.parse(erasure?.counts ?? "")).toMatchObject({ answers: 1, drafts: 3 });
  await Promise.all([one.destroy(), other.destroy()]);
});

it("is done again where an older back-up is put in place, before anything is shown (ERASE1) (erased-again)", async () => {
  const run = await aStory("SQLite");
  const { slack_user_id: slackId, workspace_id: workspaceId, id } = await personIn(run, "lea");
  await leaveSlack(run, "lea");
  await backUp(run.location, `${run.location}.before`, run.clock.now());
  await erase(run);
  await run.to("2026-12-04T12:00:00.000Z");
  const tom = await personIn(run, "tom");
  const [erasure] = await erasuresOf(run.db, workspaceId);
  await confirmAll(run, tom, erasure?.id ?? "");
  await run.settle();
  const ledger = `${run.location}.erasures.jsonl`;
  expect(isTheirs(readFileSync(ledger, "utf8"), slackId)).toBe(false);
  expect(statSync(ledger).mode & 0o777).toBe(0o600);

  await run.stopApp();
  await restore(`${run.location}.before`, run.location, run.clock.now());
  await run.startApp();
  expect((await personById(run.db, workspaceId, id)).erased_at).not.toBeNull();
  const left = Object.entries(await allRows(run)).filter(([, rows]) => SENTINEL.test(rows));
  expect(left.map(([table]) => table)).toEqual([]);
  await run.settle();
  await run.to("2026-12-05T12:00:00.000Z");
  expect(await erasuresOf(run.db, workspaceId)).toMatchObject([{ id: erasure?.id, state: "done", names: null }]);
  const named = Object.entries(await allRows(run)).filter(([, rows]) => isTheirs(rows, slackId));
  expect(named.map(([table]) => table)).toEqual([]);
});

it("is noted where the operator says beside PostgreSQL, and done again from there (ERASE12)", async () => {
  const run = await aStory("PostgreSQL");
  const erasuresFile = join(await mkdtemp(join(scratch, "erasures-")), "erasures.jsonl");
  const { workspace_id: workspaceId, id, slack_user_id: slackId } = await personIn(run, "lea");
  await leaveSlack(run, "lea");
  await run.stopApp();
  const db = openDatabase(run.location);
  onTestFinished(() => db.destroy());
  const services = { ...servicesAt(db, run.clock.now()), events, erasuresFile };
  const sofia = await getPersonByHandle(db, workspaceId, "sofia");
  // Of a database of before, into which nothing was noted yet.
  const line = { erasure: "before", workspace: workspaceId, person: sofia.id, at: run.clock.now() };
  writeFileSync(erasuresFile, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  expect(await eraseAgain(services, workspaceId)).toBe(1);
  expect((await personById(db, workspaceId, sofia.id)).erased_at).not.toBeNull();
  await eraseBy(services, workspaceId);
  await eraseWhole(services, workspaceId);
  expect(readLedger(erasuresFile).map(({ person }) => person)).toEqual([sofia.id, id]);
  expect(isTheirs(readFileSync(erasuresFile, "utf8"), slackId)).toBe(false);
});

it.each<DatabaseName>(["SQLite", "PostgreSQL"])(
  "on %s is done again by a command from the list that was kept, and noted where the app notes it (ERASE20)",
  async (database) => {
    const run = await aStory(database);
    const { workspace_id: workspaceId, id } = await personIn(run, "lea");
    await run.stopApp();
    const folder = await mkdtemp(join(scratch, "again-"));
    const [list, noted] = [join(folder, "list.jsonl"), join(folder, "erasures.jsonl")];
    const answered = await answerNaming(run.location);
    const line = { erasure: "before", workspace: workspaceId, person: id, at: run.clock.now(), places: [answered] };
    // The last line was cut off.
    writeFileSync(list, `${JSON.stringify(line)}\n{"erasure":"x"`);
    const cli = (...args: string[]) =>
      aNodeProcess([built("cli"), "person", "erase", "--again", ...args], {
        cwd: folder,
        env: { DATABASE_URL: run.location, ERASURES_FILE: noted },
      });
    const missing = cli("none.jsonl");
    expect(await missing.ended).toBe(1);
    expect(missing.output()).toContain("there is no file none.jsonl");
    const done = cli(list);
    expect(await done.ended, done.output()).toBe(0);
    expect(done.written()).toContain("Done again: 1.");
    const db = openDatabase(run.location);
    onTestFinished(() => db.destroy());
    expect((await personById(db, workspaceId, id)).erased_at).not.toBeNull();
    // The name is out of what somebody had looked at; of the rest somebody is asked.
    const rows = JSON.stringify(await db.selectFrom("check_in_revision").select("answers").execute());
    expect(rows).toContain("An erased person showed the plan. Merci An erased person.");
    expect(readLedger(database === "SQLite" ? `${run.location}.erasures.jsonl` : noted)).toMatchObject([
      { person: id },
    ]);
    const nothing = cli(list);
    expect(await nothing.ended).toBe(0);
    expect(nothing.written()).toContain("Nothing was to be done again.");
  },
);

/** Where somebody answered with the name. */
async function answerNaming(location: string) {
  const db = openDatabase(location);
  const { check_in_id: checkInId, revision } = await db
    .selectFrom("check_in_revision")
    .select(["check_in_id", "revision"])
    .where("answers", "like", "%showed the plan%")
    .executeTakeFirstOrThrow();
  await db.destroy();
  return { table: "check_in_revision", key: [checkInId, revision], column: "answers" };
}
