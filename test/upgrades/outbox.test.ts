/** What a released version had put into its outbox goes. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { allRecordings } from "./recording.ts";
import { databaseOf, upgraded, WELL } from "./upgraded.ts";

const recordings = allRecordings();

type Which = "messages" | "updates";

/** The newest that was sent of each kind: kind → id. */
async function newestSent(db: Db, which: Which): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; kind: string }>`select max(id) as id, kind from delivery
    where state = 'sent' and bundle_id is null
    and updates_id is ${which === "messages" ? sql`null` : sql`not null`} group by kind`.execute(db);
  return new Map(rows.map(({ kind, id }) => [kind, id]));
}

/** As the released version had it before it went. */
async function rewind(db: Db, id: string): Promise<void> {
  await sql`update delivery set state = 'bundled', sent_at = null, sent_channel_id = null, sent_ts = null,
    sent_message = null where bundle_id = ${id}`.execute(db);
  await sql`update delivery set state = 'waiting', sent_at = null, sent_channel_id = null, sent_ts = null,
    sent_message = null, attempts = 0, lease_until = null, expires_at = null where id = ${id}`.execute(db);
}

it.each(["messages", "updates"] as const)(
  "%s that waited in the outbox of an earlier version go, of every kind, or are no longer wanted (O9)",
  async (which) => {
    const tried = new Set<string>();
    const came = new Map<string, string>();
    for (const recording of recordings) {
      const recorded = await databaseOf(recording);
      const rewound = new Map([...(await newestSent(recorded, which))].filter(([kind]) => !tried.has(kind)));
      await recorded.destroy();
      if (rewound.size === 0) continue;
      const now = await upgraded(recording, {
        before: async (db) => {
          for (const id of rewound.values()) await rewind(db, id);
        },
      });
      // Whatever hours somebody keeps.
      await now.clock.advanceTo(new Date(Date.parse(now.clock.now()) + 5 * 86_400_000).toISOString());
      const rows = await now.db
        .selectFrom("delivery")
        .select(["kind", "state", "last_error"])
        .where("id", "in", [...rewound.values()])
        .execute();
      for (const { kind, state, last_error } of rows) {
        // Held for somebody who gets enough these days: another recording shows it go.
        if (state !== "waiting") tried.add(kind);
        came.set(kind, state === "sent" ? state : (last_error ?? state));
      }
      expect(now.errors).toEqual([]);
    }
    expect([...came].filter(([, outcome]) => ![...WELL, "sent"].includes(outcome))).toEqual([]);
    expect([...came.values()].filter((outcome) => outcome === "sent").length).toBeGreaterThan(12);
  },
);
