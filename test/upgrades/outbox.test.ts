/** What a released version had put into its outbox goes. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { allRecordings } from "./recording.ts";
import { upgraded, WELL } from "./upgraded.ts";

const recordings = allRecordings();

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
