/** Kinds of requests received so far: one that never comes may be switched off in the app's settings. */
import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { findFact, noteFact } from "../platform/workspace-facts.ts";

/** Payload types, and events that occur daily. */
export const ARRIVING = [
  "command",
  "shortcut",
  "message_action",
  "block_actions",
  "view_submission",
  "app_home_opened",
  "message.im",
] as const;
export type Arriving = (typeof ARRIVING)[number];

const envelope = z.object({
  type: z.string().nullish().catch(null),
  command: z.string().nullish().catch(null),
  event: z
    .object({ type: z.string(), channel_type: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Register after the refusal of other workspaces. Stores the first request of each kind once it was handled. */
export function followArrivals(app: App, services: Services, workspaceId: string): void {
  const { db, clock, log } = services;
  const noted = new Set<Arriving>();
  app.use(async ({ body, next }) => {
    await next();
    const kind = kindOf(body);
    if (kind === undefined || noted.has(kind)) return;
    noted.add(kind);
    try {
      if (await findFact(db, workspaceId, `arrived:${kind}`)) return;
      await inTransaction(db, (tx) =>
        noteFact(tx, workspaceId, { key: `arrived:${kind}`, value: "", at: clock.now() }),
      );
    } catch (error) {
      noted.delete(kind);
      log.warn({ err: error, kind }, "that a kind of request arrived could not be noted");
    }
  });
}

function kindOf(body: unknown): Arriving | undefined {
  const { type, command, event } = envelope.safeParse(body).data ?? {};
  const named = [command ? "command" : type, event?.type, `${event?.type}.${event?.channel_type}`];
  return ARRIVING.find((kind) => named.includes(kind));
}

export async function neverArrived(db: Db, workspaceId: string): Promise<Arriving[]> {
  const never: Arriving[] = [];
  for (const kind of ARRIVING) if (!(await findFact(db, workspaceId, `arrived:${kind}`))) never.push(kind);
  return never;
}
