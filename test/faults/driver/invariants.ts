/** What must hold whatever went wrong. Each is a list of what is broken, in words; empty is well. */
import { setTimeout } from "node:timers/promises";
import type { Sandbox } from "slack-sandbox";
import { z } from "zod";
import { fileIdsOf } from "../../../src/delivery/share-files.ts";
import type { Db } from "../../../src/platform/database.ts";
import type { Acknowledged } from "./load.ts";
import { integrityOf, type World } from "./world.ts";

const answers = z.object({ progress: z.string().optional() });

/** Every acknowledged answer is stored, word for word, by who gave it; the file is whole. */
export async function lostAnswers(world: World, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  return world.read(async (db) => {
    const rows = await db
      .selectFrom("check_in_revision as revision")
      .innerJoin("check_in", "check_in.id", "revision.check_in_id")
      .innerJoin("person", "person.id", "check_in.person_id")
      .select(["person.handle", "revision.answers"])
      .execute();
    const stored = new Set(
      rows.map((row) => `${row.handle}: ${answers.parse(JSON.parse(row.answers)).progress ?? ""}`),
    );
    const broken = acknowledged
      .filter(({ handle, text }) => !stored.has(`${handle}: ${text}`))
      .map(({ handle, text }) => `acknowledged and not stored: ${handle}: ${text}`);
    const integrity = await integrityOf(db, world.database);
    return integrity === "ok" ? broken : [...broken, `integrity_check: ${integrity}`];
  });
}

/** No two messages of the app carry the same delivery. */
export function doubledMessages(sandbox: Sandbox): string[] {
  const seen = new Map<string, number>();
  for (const message of sandbox.allMessages()) {
    const delivery = message.metadata?.event_payload.delivery;
    if (typeof delivery === "string") seen.set(delivery, (seen.get(delivery) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times > 1).map(([delivery, times]) => `posted ${times} times: ${delivery}`);
}

/**
 * After recovery nothing that is due is still to be sent, nothing is parked, and what was sent is in Slack, files as well: no
 * others than those that are known to be shared.
 */
export async function unsent(world: World): Promise<string[]> {
  const inSlack = new Set(
    world.sandbox.allMessages().map((message) => String(message.metadata?.event_payload.delivery ?? "")),
  );
  const shared = world.sandbox.allMessages().flatMap(({ files = [] }) => files.map(({ id }) => String(id)));
  const now = world.clock.now();
  return world.read(async (db) => {
    const rows = await db
      .selectFrom("delivery")
      .select(["id", "key", "kind", "state", "due_at", "updates_id", "bundle_id", "last_error", "file_ids"])
      .execute();
    const known = new Set(rows.flatMap((row) => fileIdsOf(row) ?? []));
    const doubled = shared.filter((id) => !known.has(id)).map((id) => `shared twice: ${id}`);
    const others = rows.flatMap(({ id, key, state, due_at, updates_id, bundle_id, last_error, file_ids }) => {
      const isUnsent = state === "sending" || state === "unknown" || (state === "waiting" && due_at <= now);
      if (isUnsent) return [`${state} after recovery: ${key} (${last_error ?? "no error"})`];
      if (state === "parked") return [`parked: ${key} (${last_error})`];
      // What went out in a bundle is in the bundle's message.
      const files = fileIdsOf({ file_ids });
      const isThere =
        updates_id !== null || (files ? files.every((one) => shared.includes(one)) : inSlack.has(bundle_id ?? id));
      return state === "sent" && !isThere ? [`said to be sent, not in Slack: ${key}`] : [];
    });
    return [...doubled, ...others];
  });
}

/** Waits for it in real time; what is then still unsent. */
export async function untilAllSent(world: World, mostMs: number): Promise<string[]> {
  for (let waitedMs = 0; ; waitedMs += 500) {
    const left = await unsent(world);
    if (left.length === 0 || waitedMs >= mostMs) return left;
    await setTimeout(500);
  }
}

/** Each round was planned once for each person, and each person of an open window was asked. */
export async function unasked(world: World): Promise<string[]> {
  return world.read(async (db) => {
    const rows = await roundsAndPrompts(db);
    return rows
      .filter(({ prompts }) => Number(prompts) !== world.handles.length)
      .map(({ key, prompts }) => `round ${key} has ${prompts} prompts for ${world.handles.length} people`);
  });
}

function roundsAndPrompts(db: Db) {
  return db
    .selectFrom("round")
    .innerJoin("prompt", "prompt.round_id", "round.id")
    .select(["round.cadence_id", "round.key", ({ fn }) => fn.countAll().as("prompts")])
    .where("round.state", "!=", "missed")
    .groupBy(["round.cadence_id", "round.key"])
    .execute();
}
