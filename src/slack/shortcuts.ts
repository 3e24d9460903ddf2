/**
 * Listeners for global and message shortcuts, acknowledged, refused and followed by a fresh Home like presses
 * (listening.ts). manifest.yml declares each.
 */
import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { answerOnce } from "./answer-once.ts";
import { inTime, replaceWaitingView, TRIGGER_PATIENCE_MS, waitingView } from "./in-time.ts";
import { messageShortcutBody, shortcutBody } from "./interaction-payloads.ts";
import { type Listening, lineMessage, logUnexpected, messageView, sentenceFor } from "./listening.ts";
import { forScreenReaders, type Message } from "./message.ts";

export interface Shortcut<Actor> {
  actor: Actor;
  slackUserId: string;
  client: WebClient;
  /** Opens a modal, or replaces the waiting one. */
  open(view: ModalView): Promise<void>;
  /** Replies to this person alone; in a modal for a global shortcut, which has no channel. */
  reply(message: Message): Promise<void>;
}

/** The message of a message shortcut; anybody may have written it. */
export interface ChosenMessage {
  channelId: string;
  ts: string;
  /** Root of its thread, or null. */
  threadTs: string | null;
  /** Null for an app without a user. */
  slackUserId: string | null;
  /** Slack's markup. */
  text: string;
}

export function onShortcut<Actor>(
  listening: Listening<Actor>,
  callbackId: string,
  handle: (shortcut: Shortcut<Actor>) => Promise<void>,
): void {
  const { app, readerOf } = listening;
  listening.registered?.({ kind: "shortcut", id: callbackId });
  const act = actOnce(listening);
  app.shortcut({ callback_id: callbackId, type: "shortcut" }, async ({ ack, body, client }) => {
    const { user, trigger_id: triggerId } = shortcutBody.parse(body);
    await act({ slackUserId: user.id, triggerId, client, ack }, ({ actor, open }) => {
      const reply = (message: Message) => open(messageView(readerOf(actor), message));
      return handle({ actor, slackUserId: user.id, client, open, reply });
    });
  });
}

export function onMessageShortcut<Actor>(
  listening: Listening<Actor>,
  callbackId: string,
  handle: (shortcut: Shortcut<Actor> & { message: ChosenMessage }) => Promise<void>,
): void {
  const { app } = listening;
  listening.registered?.({ kind: "shortcut", id: callbackId });
  const act = actOnce(listening);
  app.shortcut({ callback_id: callbackId, type: "message_action" }, async ({ ack, body, client, respond }) => {
    const { user, trigger_id: triggerId, channel, message } = messageShortcutBody.parse(body);
    const chosen: ChosenMessage = {
      channelId: channel.id,
      ts: message.ts,
      threadTs: message.thread_ts !== message.ts ? message.thread_ts : null,
      slackUserId: message.user,
      text: message.text,
    };
    const reply = async (answer: Message) => {
      await respond({ ...forScreenReaders(answer), response_type: "ephemeral", replace_original: false });
    };
    await act({ slackUserId: user.id, triggerId, client, ack, reply }, (given) =>
      handle({ ...given, slackUserId: user.id, client, message: chosen, reply }),
    );
  });
}

interface Given {
  slackUserId: string;
  triggerId: string;
  client: WebClient;
  ack(): Promise<void>;
  /** Reports failures in the channel; default: in a modal. */
  reply?(message: Message): Promise<void>;
}

/** Acknowledges when done, or opens a waiting modal before the trigger expires. */
function actOnce<Actor>(listening: Listening<Actor>) {
  const { actorOf, cachedReader, wake, log } = listening;
  const once = answerOnce<void>(listening.remember);

  return async (
    { slackUserId, triggerId, client, ack, reply }: Given,
    handle: (given: { actor: Actor; open: Shortcut<Actor>["open"] }) => Promise<void>,
  ): Promise<void> => {
    const externalId = `waiting:${triggerId}`;
    const reader = () => cachedReader(slackUserId);

    let isOpen = false;
    let light: Promise<boolean> | null = null;
    const open = async (view: ModalView) => {
      if (light && (await light))
        return replaceWaitingView(client, log, { waiting: { external_id: externalId }, view });
      isOpen = true;
      await client.views.open({ trigger_id: triggerId, view });
    };

    const openLight = async () => {
      try {
        await client.views.open({ trigger_id: triggerId, view: waitingView(reader(), externalId, "opening") });
        return true;
      } catch (error) {
        log.info({ err: error }, "nothing could be opened while a shortcut was at work");
        return false;
      }
    };

    const work = once(triggerId, {
      handle: async (act) => {
        const actor = await actorOf(slackUserId, client);
        await act(() => handle({ actor, open }));
      },
    });
    const done = work.then(
      ({ isDone }) => isDone,
      async (error: unknown) => {
        logUnexpected(log, error);
        const sentence = lineMessage(sentenceFor(error, reader()));
        if (!reply || (light && (await light))) await open(messageView(reader(), sentence));
        else await reply(sentence);
        return false;
      },
    );

    try {
      const early = await inTime(done, TRIGGER_PATIENCE_MS);
      if (early === null && !isOpen) light = openLight();
    } finally {
      await ack();
    }

    if (!(await done)) return;
    wake();
    await listening.acted?.(slackUserId, client);
  };
}

/** Null where the app cannot see the channel: whoever chose the message can. */
export async function permalinkTo(client: WebClient, { channelId, ts }: ChosenMessage): Promise<string | null> {
  try {
    const { permalink } = await client.chat.getPermalink({ channel: channelId, message_ts: ts });
    return permalink ?? null;
  } catch {
    return null;
  }
}
