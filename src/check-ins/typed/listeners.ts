import { z } from "zod";
import { isCommandWord, type Running } from "../../kernel/capability.ts";
import type { Person } from "../../people/use-cases.ts";
import { answerTyped, retype } from "./use-cases.ts";

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

const written = z.object({
  user: z.string(),
  ts: z.string(),
  text: z.string().default(""),
  bot_id: z.undefined().optional(),
});

/** Slack tells of them as of messages: docs.slack.dev/reference/events/message/message_changed, …/message_deleted. */
const retypedMessage = z.object({
  event: z.union([
    z.object({ channel_type: inDirectMessage, subtype: z.literal("message_changed"), message: written }),
    z.object({ channel_type: inDirectMessage, subtype: z.literal("message_deleted"), previous_message: written }),
  ]),
});

/** Words typed to the app are never met with silence: they are a press away from the check-in that is asked. */
export function registerTypedWords({ services, workspaceId, listening }: Running<Person>): void {
  const { app, actorOf, wake } = listening;
  app.event("message", async ({ body, client }) => {
    const typed = typedMessage.safeParse(body);
    const retyped = retypedMessage.safeParse(body);
    if (typed.success) {
      const { event_id: eventId, event } = typed.data;
      const { ts, text } = event;
      const person = await actorOf(event.user, client);
      await answerTyped(services, person, { eventId, ts, text, isCommand: isCommandWord(text) });
    } else if (retyped.success) {
      const { event } = retyped.data;
      const { user, ts, text } = event.subtype === "message_changed" ? event.message : event.previous_message;
      const left = event.subtype === "message_changed" ? text : null;
      await retype(services, workspaceId, { slackUserId: user, ts, text: left });
    } else return;
    wake();
  });
}
