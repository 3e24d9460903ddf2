/** What a released version left behind opens in this one and goes on: databases, messages, forms, what waits to be sent. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { sql } from "kysely";
import type { SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { enqueueUpdate } from "../../src/delivery/use-cases.ts";
import { runOnce } from "../../src/demo/run.ts";
import { parseScenario } from "../../src/demo/scenario.ts";
import type { Db } from "../../src/platform/database.ts";
import { isMigrated } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { setupFileSchema } from "../../src/setup/file.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { tablesWith } from "../support/stored.ts";
import { allRecordings, type Recording } from "./recording.ts";
import { databaseOf, type Upgraded, upgraded, WELL } from "./upgraded.ts";

const recordings = allRecordings();

function on(database: DatabaseName): Recording[] {
  return recordings.filter(({ postgres }) => database === "SQLite" || postgres !== null);
}

/** What is looked for in each database. */
const CONTENTS = [
  "'kind ' || kind from delivery",
  "'delivery ' || state from delivery",
  "'ask ' || state from item where type = 'ask'",
  "'item ' || type from item",
  "'sent ' || rhythm from digest",
  "'round ' || state from round",
  "'prompt ' || state from prompt",
  "'draft ' || state from digest_draft",
  "'picture ' || state from picture",
  "'edition ' || edition from digest_edition",
  "'thread' from delivery where kind = 'digest' and thread_id is not null",
  "'half-filled' from half_filled_form",
  "'vote' from ask_vote",
  "'bundled' from delivery where bundle_id is not null",
  "'acknowledged' from digest_acknowledgement",
  "'mood' from question_set where questions like '%\"feeds\":\"mood\"%'",
  "'opted out' from opt_out",
  "'held' from digest_hold",
];

const WANTED = [
  ...["waiting", "sent", "dropped", "parked"].map((state) => `delivery ${state}`),
  ...["draft", "open", "acknowledged", "decided", "withdrawn"].map((state) => `ask ${state}`),
  ...["risk", "assumption", "issue", "dependency", "decision", "action", "ask"].map((type) => `item ${type}`),
  ...["weekly", "monthly", "quarterly", "annual"].map((rhythm) => `sent ${rhythm}`),
  ...["open", "closed", "missed"].map((state) => `round ${state}`),
  ...["planned", "sent", "answered", "skipped", "excused", "missed"].map((state) => `prompt ${state}`),
  ...["waiting", "sent"].map((state) => `draft ${state}`),
  ...["picture uploaded", "picture given-up", "edition 2", "thread", "half-filled", "vote", "bundled"],
  ...["acknowledged", "mood", "opted out", "held"],
];

/** Messages that cannot succeed, which could when they were left. */
async function newlyParked(db: Db, parked: ReadonlySet<string>): Promise<string[]> {
  const rows = await db
    .selectFrom("delivery")
    .select(["id", "key", "kind", "last_error"])
    .where("state", "=", "parked")
    .execute();
  return rows.filter(({ id }) => !parked.has(id)).map(({ kind, key, last_error }) => `${kind} ${key}: ${last_error}`);
}

async function parkedIn(db: Db): Promise<Set<string>> {
  const rows = await sql<{ id: string }>`select id from delivery where state = 'parked'`.execute(db);
  return new Set(rows.rows.map(({ id }) => id));
}

/** What a message tells, without what surrounds it: buttons, pictures, what has become of something. */
function toldIn({ blocks }: SandboxMessage): string[] {
  return blocks
    .filter(({ type }) => type === "rich_text" || type === "header")
    .map(({ block_id: _, ...block }) => JSON.stringify(block));
}

async function digestsIn({ db, sandbox }: Upgraded): Promise<Map<string, SandboxMessage>> {
  const rows = await db
    .selectFrom("delivery")
    .select(["key", "sent_channel_id", "sent_ts"])
    .where("kind", "=", "digest")
    .where("updates_id", "is", null)
    .where("state", "=", "sent")
    .execute();
  const messages = sandbox.allMessages();
  return new Map(
    rows.map((row) => {
      const found = messages.find(({ channel, ts }) => channel === row.sent_channel_id && ts === row.sent_ts);
      if (!found) throw new Error(`The message ${row.key} is gone`);
      return [row.key, found];
    }),
  );
}

it("the recordings have what a version can leave behind", async () => {
  const found = new Set<string>();
  for (const recording of recordings) {
    const db = await databaseOf(recording);
    for (const what of CONTENTS) {
      const { rows } = await sql
        .raw<{ found: string }>(`select distinct ${what.replace(" from", " as found from")}`)
        .execute(db);
      for (const row of rows) found.add(row.found);
    }
    await db.destroy();
  }
  const missing = WANTED.filter((each) => !found.has(each));
  expect(missing).toEqual([]);
  expect([...found].filter((each) => each.startsWith("kind ")).length).toBeGreaterThan(45);
  expect(recordings.filter(({ postgres }) => postgres !== null).length).toBeGreaterThan(2);
});

describe.each(databases)("a database of an earlier version on %s", (database) => {
  it.each(on(database).map((recording) => [recording.name, recording] as const))(
    "opens, goes on, and has every message say what it said: %s (O9)",
    async (_, recording) => {
      let parked = new Set<string>();
      const now = await upgraded(recording, {
        database,
        before: async (db) => {
          parked = await parkedIn(db);
        },
      });
      const { db, app, clock } = now;
      expect(await isMigrated(db)).toBe(true);
      if (database === "SQLite")
        expect(readdirSync(dirname(now.location)).join()).toContain("drumbeat-before-upgrade-");
      const undivided = await sql`
        select id from digest_edition where id not in (select edition_id from digest_division)`.execute(db);
      expect(undivided.rows).toEqual([]);
      const before = await digestsIn(now);
      // As if the messages had gone with the retention of what they said.
      await db.updateTable("delivery").set({ sent_message: null }).execute();
      const workspaceId = app.workspace.id;
      await inTransaction(db, (tx) => enqueueUpdate(tx, app.services, { workspaceId, keysFrom: "" }));
      await clock.settle();
      // A day goes by: rounds, reminders, what waited.
      await clock.advanceTo(new Date(Date.parse(clock.now()) + 86_400_000).toISOString());
      for (const [key, message] of await digestsIn(now))
        expect(toldIn(message), key).toEqual(toldIn(before.get(key) ?? message));
      const updates = await sql<{ kind: string; state: string; error: string | null }>`
        select distinct kind, state, last_error as error from delivery where updates_id is not null`.execute(db);
      expect(updates.rows.filter(({ state, error }) => state !== "sent" && !WELL.includes(error ?? ""))).toEqual([]);
      expect(await newlyParked(db, parked)).toEqual([]);
      expect(now.errors).toEqual([]);
      expect(await app.health()).toMatchObject({ ok: true });
    },
  );
});

describe("a file written for an earlier version", () => {
  const scenario = z
    .looseObject({ start: z.string(), events: z.array(z.looseObject({ at: z.string(), do: z.string() })) })
    .parse(
      JSON.parse(brotliDecompressSync(readFileSync(join(import.meta.dirname, "3ca3d65-scenario.json.br"))).toString()),
    );

  it("is read and played as a scenario, with moods and reasons to skip (O9)", async () => {
    expect(parseScenario(scenario).events).toHaveLength(scenario.events.length);
    const end = new Date(Date.parse(scenario.start) + 2 * 86_400_000).toISOString();
    const events = scenario.events.filter(({ at }) => at < end);
    const reasons = events.flatMap((event) => (event.do === "skip" ? [z.string().parse(event.reason)] : []));
    expect(reasons.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).toContain('"mood":');
    const first = parseScenario({ ...scenario, end, events });
    const { run, summary } = await runOnce(first, { database: ":memory:", logLevel: "silent" });
    for (const reason of reasons) {
      expect(await tablesWith(run.app.services.db, reason)).toEqual([]);
      expect(JSON.stringify(run.sandbox.allMessages())).not.toContain(reason);
      expect(JSON.stringify(first)).not.toContain(reason);
    }
    await run.close();
    expect(summary.answersStored).toBe(events.filter((event) => event.do === "answer").length);
    expect(summary.slackErrors).toBe(0);
  });

  it("is read as a set-up file, whose templates ask less (O9)", () => {
    const { programs, cadences } = setupFileSchema.parse(scenario);
    expect(programs.length).toBeGreaterThan(1);
    expect(cadences.length).toBeGreaterThan(5);
    const asked = cadences.flatMap(({ questions }) => questions.map(({ key }) => key));
    expect(asked).toContain("progress");
    for (const key of ["mood", "stakeholders", "sponsorship"]) expect(asked).not.toContain(key);
  });
});
