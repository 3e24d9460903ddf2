import { z } from "zod";
import { enqueue, receivedBefore } from "../delivery/use-cases.ts";
import type { Running } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import { inTransaction } from "../platform/transaction.ts";
import { guideKind } from "./messages.ts";

const typedMessage = z.object({
  event_id: z.string(),
  event: z.object({
    channel_type: z.literal("im"),
    user: z.string(),
    ts: z.string(),
    subtype: z.undefined().optional(),
    bot_id: z.undefined().optional(),
  }),
});

/** Words typed to the app are never met with silence: it says how to answer, and offers the button. */
export function registerTypedWords({ services, workspaceId, listening }: Running<Person>): void {
  const { app, actorOf, wake } = listening;
  app.event("message", async ({ body, client }) => {
    const typed = typedMessage.safeParse(body);
    if (!typed.success) return;
    const { event_id, event } = typed.data;
    const person = await actorOf(event.user, client);
    await inTransaction(services.db, async (tx) => {
      if (await receivedBefore(tx, services, workspaceId, `event:${event_id}`)) return;
      await enqueue(tx, services, guideKind, {
        workspaceId,
        key: `guide:${event.ts}:${person.id}`,
        subject: { personId: person.id },
        to: { personId: person.id },
        notBefore: services.clock.now(),
      });
    });
    wake();
  });
}
