import { z } from "zod";
import { isCommandWord, type Running } from "../../app/capability.ts";
import type { Person } from "../../people/use-cases.ts";
import { answerTyped } from "./saying.ts";

const inDirectMessage = z.literal("im");

const typedMessage = z.object({
  event_id: z.string(),
  event: z.object({
    channel_type: inDirectMessage,
    user: z.string(),
    ts: z.string(),
    text: z.string().default(""),
    subtype: z.undefined().optional(),
    bot_id: z.undefined().optional(),
  }),
});

/** Words typed to the app are never met with silence: they are a press away from the check-in that is asked. */
export function registerTypedWords({ services, listening }: Running<Person>): void {
  const { app, actorOf, wake } = listening;
  app.event("message", async ({ body, client }) => {
    const typed = typedMessage.safeParse(body);
    if (!typed.success) return;
    const { event_id: eventId, event } = typed.data;
    const { ts, text } = event;
    const person = await actorOf(event.user, client);
    await answerTyped(services, person, { eventId, ts, text, isCommand: isCommandWord(text) });
    wake();
  });
}
