/**
 * How capabilities listen to shortcuts: those in the menu beside the composer, and those in the menu of a message. They
 * are acknowledged, refused and followed by a fresh Home like a press (listening.ts). manifest.yml declares each.
 */
import type { WebClient } from "@slack/web-api";
import { messageShortcutBody, shortcutBody } from "./envelopes.ts";
import { answeringOnce } from "./interactions.ts";
import { type Listening, lineMessage, logUnexpected, messageView, sentenceFor } from "./listening.ts";
import type { Message } from "./message.ts";

export interface Shortcut<Actor> {
  actor: Actor;
  slackUserId: string;
  triggerId: string;
  client: WebClient;
  /** Shows a line or a message to this person alone; a global shortcut has no channel, so there it is a modal. */
  reply(message: Message): Promise<void>;
}

/** The message whose menu it was chosen in, as anybody may have written it: its text is data. */
export interface ChosenMessage {
  channelId: string;
  ts: string;
  /** The first message of the thread it stands in, or null. */
  threadTs: string | null;
  /** Null where an app wrote it without a user of its own. */
  slackUserId: string | null;
  /** As Slack keeps it: escaped, mentions and links as `<…>`. */
  text: string;
}

export function onShortcut<Actor>(
  listening: Listening<Actor>,
  callbackId: string,
  handle: (shortcut: Shortcut<Actor>) => Promise<void>,
): void {
  const { app, actorOf, readerOf, lastKnownReader, wake, log } = listening;
  listening.registered?.({ kind: "shortcut", id: callbackId });
  const once = answeringOnce<void>(listening.remember);
  app.shortcut({ callback_id: callbackId, type: "shortcut" }, async ({ ack, body, client }) => {
    let isDone = false;
    const { user, trigger_id: triggerId } = shortcutBody.parse(body);
    try {
      const answered = await once(triggerId, {
        async handle(act) {
          const actor = await actorOf(user.id, client);
          const reply = async (message: Message) => {
            await client.views.open({ trigger_id: triggerId, view: messageView(readerOf(actor), message) });
          };
          await act(() => handle({ actor, slackUserId: user.id, triggerId, client, reply }));
        },
      });
      isDone = answered.isDone;
      if (isDone) wake();
    } catch (error) {
      // There is no response_url: what went wrong is told in a modal, as in Home.
      logUnexpected(log, error);
      const reader = lastKnownReader(user.id);
      const view = messageView(reader, lineMessage(sentenceFor(error, reader)));
      await client.views.open({ trigger_id: triggerId, view });
    } finally {
      await ack();
    }
    if (isDone) await listening.acted?.(user.id, client);
  });
}

/** What goes wrong is told beside the message, by `onUnexpected`. */
export function onMessageShortcut<Actor>(
  listening: Listening<Actor>,
  callbackId: string,
  handle: (shortcut: Shortcut<Actor> & { message: ChosenMessage }) => Promise<void>,
): void {
  const { app, actorOf, wake } = listening;
  listening.registered?.({ kind: "shortcut", id: callbackId });
  const once = answeringOnce<void>(listening.remember);
  app.shortcut({ callback_id: callbackId, type: "message_action" }, async ({ ack, body, client, respond }) => {
    const { user, trigger_id: triggerId, channel, message } = messageShortcutBody.parse(body);
    let isDone = false;
    try {
      const answered = await once(triggerId, {
        async handle(act) {
          const actor = await actorOf(user.id, client);
          const chosen: ChosenMessage = {
            channelId: channel.id,
            ts: message.ts,
            threadTs: message.thread_ts !== message.ts ? message.thread_ts : null,
            slackUserId: message.user,
            text: message.text,
          };
          const reply = async (answer: Message) => {
            await respond({ ...answer, response_type: "ephemeral", replace_original: false });
          };
          await act(() => handle({ actor, slackUserId: user.id, triggerId, client, message: chosen, reply }));
        },
      });
      isDone = answered.isDone;
      if (isDone) wake();
    } finally {
      await ack();
    }
    if (isDone) await listening.acted?.(user.id, client);
  });
}
