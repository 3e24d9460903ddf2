/** What a released version left behind opens in this one and goes on: databases, messages, forms, what waits to be sent. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { enqueueAllAnew } from "../../src/delivery/use-cases.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { isMigrated } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { setupFileSchema } from "../../src/programs/setup-file.ts";
import { runOnce } from "../../src/sandbox/run.ts";
import { parseScenario } from "../../src/sandbox/scenario.ts";
import type { SandboxMessage } from "../../src/sandbox/workspace.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { actsIn } from "./pressing.ts";
import { type Recording, recordingsOf, writeDatabase } from "./recording.ts";
import { type Upgraded, upgraded } from "./upgraded.ts";

const VERSIONS = ["3ca3d65"];
const recordings = VERSIONS.flatMap(recordingsOf);

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

/** Why a message may not go. */
const WELL = ["no_longer_wanted", "person_deactivated"];

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
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-recordings-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const recording of recordings) {
    writeDatabase(recording, join(folder, "drumbeat.db"));
    const db = openDatabase(join(folder, "drumbeat.db"));
    for (const what of CONTENTS) {
      const { rows } = await sql
        .raw<{ found: string }>(`select distinct ${what.replace(" from", " as found from")}`)
        .execute(db);
      for (const row of rows) found.add(row.found);
    }
    await db.destroy();
    await rm(join(folder, "drumbeat.db"));
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
      const undivided = await sql`
        select id from digest_edition where id not in (select edition_id from digest_division)`.execute(db);
      expect(undivided.rows).toEqual([]);
      const before = await digestsIn(now);
      // As if the messages had gone with the retention of what they said.
      await db.updateTable("delivery").set({ sent_message: null }).execute();
      const workspaceId = app.workspace.id;
      await inTransaction(db, (tx) => enqueueAllAnew(tx, app.services, { workspaceId, keysFrom: "" }));
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

describe("what people still have before them of an earlier version", () => {
  const tried = new Set<string>();
  it.each(recordings.map((recording) => [recording.name, recording] as const))(
    "is done, or answered in words, whatever they press or submit: %s (O9)",
    async (_, recording) => {
      const acts = actsIn(recording).filter(({ like }) => !tried.has(like));
      const once = new Map(acts.map((act) => [act.like, act]));
      if (once.size === 0) return;
      const now = await upgraded(recording);
      const wrong: string[] = [];
      for (const [like, act] of once) {
        tried.add(like);
        const outcome = await act.run(now).catch((error: unknown) => `threw ${error}`);
        if (outcome === null || outcome.startsWith("threw") || now.errors.length > 0)
          wrong.push(`${like}: ${outcome ?? "nothing"} ${now.errors.splice(0).join()}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

/** As the released version had it before it went: the newest message of each kind not tried yet, or the newest update. */
async function rewind(db: Db, which: "messages" | "updates", tried: Set<string>): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; kind: string }>`select max(id) as id, kind from delivery
    where state = 'sent' and bundle_id is null
    and updates_id is ${which === "messages" ? sql`null` : sql`not null`} group by kind`.execute(db);
  const rewound = new Map(rows.filter(({ kind }) => !tried.has(kind)).map(({ id, kind }) => [id, kind]));
  for (const [id, kind] of rewound) {
    tried.add(kind);
    await sql`update delivery set state = 'bundled', sent_at = null, sent_channel_id = null, sent_ts = null,
      sent_message = null where bundle_id = ${id}`.execute(db);
    await sql`update delivery set state = 'waiting', sent_at = null, sent_channel_id = null, sent_ts = null,
      sent_message = null, attempts = 0, lease_until = null, expires_at = null where id = ${id}`.execute(db);
  }
  return rewound;
}

it.each(["messages", "updates"] as const)(
  "%s that waited in the outbox of an earlier version go, of every kind, or are no longer wanted (O9)",
  async (which) => {
    const tried = new Set<string>();
    const came = new Map<string, string>();
    for (const recording of recordings) {
      let rewound = new Map<string, string>();
      const now = await upgraded(recording, {
        before: async (db) => {
          rewound = await rewind(db, which, tried);
        },
      });
      if (rewound.size === 0) continue;
      // Whatever hours somebody keeps.
      await now.clock.advanceTo(new Date(Date.parse(now.clock.now()) + 5 * 86_400_000).toISOString());
      const rows = await now.db
        .selectFrom("delivery")
        .select(["id", "state", "last_error"])
        .where("id", "in", [...rewound.keys()])
        .execute();
      for (const { id, state, last_error } of rows) {
        const kind = rewound.get(id) ?? "";
        // Held for somebody who gets enough these days: another recording shows it go.
        if (state === "waiting") tried.delete(kind);
        came.set(kind, state === "sent" ? state : (last_error ?? state));
      }
      expect(now.errors).toEqual([]);
    }
    expect([...came].filter(([, outcome]) => ![...WELL, "sent"].includes(outcome))).toEqual([]);
    expect([...came.values()].filter((outcome) => outcome === "sent").length).toBeGreaterThan(12);
  },
);

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
    expect(events.some((event) => event.do === "skip" && "reason" in event)).toBe(true);
    expect(JSON.stringify(events)).toContain('"mood":');
    const first = parseScenario({ ...scenario, end, events });
    const { run, summary } = await runOnce(first, { database: ":memory:", logLevel: "silent" });
    await run.close();
    expect(summary.answersStored).toBe(events.filter((event) => event.do === "answer").length);
    expect(summary.slackErrors).toBe(0);
  });

  it("is read as a set-up file, with questions and labels that are asked no more (O9)", () => {
    const { programs, cadences } = setupFileSchema.parse(scenario);
    expect(programs.length).toBeGreaterThan(1);
    expect(cadences.length).toBeGreaterThan(5);
    const own = setupFileSchema.parse({
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", team: ["lea"] }],
      cadences: [
        {
          key: "daily",
          program: "atlas",
          rule: { every: "day", at: "09:30", zone: "participant" },
          audience: ["team"],
          questions: [
            { key: "progress", type: "long-text", label: "What moved?", feeds: "progress" },
            {
              key: "mood",
              type: "scale",
              label: { en: "How are you doing?", fr: "Comment allez-vous ?" },
              feeds: "mood",
            },
          ],
        },
      ],
    });
    expect(own.cadences[0]?.questions.map(({ key }) => key)).toEqual(["progress"]);
  });
});
