/** A blocker past its date, to whoever has it now: the lead, then the sponsor. */

import type { ActionsBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { getPerson } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import {
  plural,
  type Reader,
  shortDate,
  textsFor,
  withFullStop,
  withoutFullStop,
} from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { isRunning, programOf } from "../../programs/programs.ts";
import { actions, button, context, lineOf, quote, section, shorten, words } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { readableNote, redacted } from "../codes-and-transitions.ts";
import { itemIds } from "../ids.ts";
import { endLine, titleLine } from "../items-in-words.ts";
import { findItem, listItemEvents } from "../repository.ts";
import { assignmentIn } from "./history.ts";
import { type Blocker, isOpenBlocker, namedHandOver, nextForBlocker } from "./next-owner.ts";
import { requestTexts } from "./texts.ts";

export const blockerIds = { escalate: "blocker.escalate", reply: "blocker.reply" } as const;

const en = {
  yours: (title: string) => `${title} · a blocker, now yours.`,
  broughtBy: (name: string) => `${name} brings it to you:`,
  lastWord: (name: string, day: string) => `Last word, ${name} on ${day}:`,
  goesTo: (name: string, day: string) => `If nothing is done about it, it’s ${name}’s from ${day}.`,
  wouldGoTo: (name: string, day: string) => `If nothing is done about it, it’s ${name}’s from ${day}.`,
  done: "✓ Done.",
  doneBy: (name: string, day: string) => `✓ Done by ${name} on ${day}.`,
  closedBy: (name: string, day: string) => `${name} closed the program on ${day}.`,
  due: (date: string, moves: number) =>
    `Due ${date}${moves === 0 ? "" : ` (${moves} ${plural("en", moves, "move", "moves")})`}.`,
  escalate: (name: string) => `Take it to ${name}…`,
  move: "New date…",
  close: "Done…",
  why: (program: string) => `It blocks ${program}, its date has passed, and you’re next above.`,
  escalateTitle: "Take it up",
  send: "Send",
  words: (name: string) => `What do you need from ${name}?`,
  wordsHint: "They read it with the blocker, which is theirs from then on.",
  reply: "Reply…",
  replyTitle: "Reply",
  replyWords: (name: string) => `Your words for ${name}`,
  replySent: (names: string) => `Sent to ${names}.`,
};

const fr: typeof en = {
  yours: (title) => `${title} · Ce blocage est désormais à vous.`,
  broughtBy: (name) => `${name} vous le soumet\u00a0:`,
  lastWord: (name, day) => `Dernier mot, ${name} le ${day}\u00a0:`,
  goesTo: (name, day) => withFullStop(`Sans suite de votre part, il passe à ${name} le ${day}`),
  wouldGoTo: (name, day) => withFullStop(`Sans suite, il passe à ${name} le ${day}`),
  done: "✓ Terminé.",
  doneBy: (name, day) => withFullStop(`✓ Terminé par ${name} le ${day}`),
  closedBy: (name, day) => withFullStop(`Programme clos par ${name} le ${day}`),
  due: (date, moves) =>
    withFullStop(
      `Pour le ${date}${moves === 0 ? "" : ` (${moves} ${plural("fr", moves, "changement", "changements")})`}`,
    ),
  escalate: (name) => `Soumettre à ${name}…`,
  move: "Nouvelle date…",
  close: "Terminé…",
  why: (program) => `Cela bloque ${program}, l’échéance est passée, et c’est à vous de reprendre.`,
  escalateTitle: "Soumettre",
  send: "Envoyer",
  words: (name) => `Qu’attendez-vous de ${name}\u00a0?`,
  wordsHint: "Vos mots accompagnent le blocage, qui lui est confié dès lors.",
  reply: "Répondre…",
  replyTitle: "Répondre",
  replyWords: (name) => `Vos mots pour ${name}`,
  replySent: (names) => `Envoyé à ${names}.`,
};

export const blockerTexts = { en, fr };

const blockerSubject = z.strictObject({
  itemId: z.string(),
  revision: z.int(),
  personId: z.string(),
  /** Somebody escalated it with a note. */
  isByHand: z.boolean().optional(),
});
type BlockerSubject = z.infer<typeof blockerSubject>;

export const blockerKind: MessageKind<BlockerSubject> = {
  kind: "blocker",
  subject: blockerSubject,
  about: ({ itemId }) => ({ item: itemId }),
  priority: 18,
  contact: "prompt",
  lane: ({ isByHand }) => (isByHand ? "now" : "morning"),
  many: {
    words: countedNouns({
      en: ["blocker that is now yours", "blockers that are now yours"],
      fr: ["blocage maintenant à vous", "blocages maintenant à vous"],
    }),
    isLeft: isStillTheirs,
  },
  /** In today's message, else now: the owner is notified on the day on which they get it. */
  neededBy: async ({ now, reader: { zone } }) => instantOf(addLocalDays(localDateOf(now, zone), 1), "00:00", zone),
  stillWanted: isStillTheirs,
  message: blockerMessage,
  line: async (send, subject) => (await blockerMessage(send, subject)).blocks,
  async why({ db, workspaceId, reader }, { itemId }) {
    const item = await findItem(db, workspaceId, itemId);
    if (!item) return [];
    return [textsFor(blockerTexts, reader).why((await programOf(db, workspaceId, item.program_id)).title)];
  },
  since: {},
};

async function isStillTheirs({ db, workspaceId }: SendContext, { itemId, personId }: BlockerSubject): Promise<boolean> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item || !isOpenBlocker(item) || item.owner_id !== personId) return false;
  return isRunning(db, workspaceId, item.program_id);
}

async function blockerMessage(send: SendContext, { itemId, revision, personId }: BlockerSubject): Promise<Message> {
  const { db, workspaceId } = send;
  const reader = readerToday(send);
  const texts = textsFor(blockerTexts, reader);
  const item = await findItem(db, workspaceId, itemId);
  if (item?.type !== "issue") throw new Error(`No blocker ${itemId}`);
  const { title } = await programOf(db, workspaceId, item.program_id);
  const head = `${title} · ${withoutFullStop(titleLine(redacted(item)))}`;
  const state = await stateOf(send, reader, item, personId);
  if (state !== null) return { text: lineOf(`${head} · ${state}`), blocks: [section(lineOf(`${head}\n${state}`))] };
  const events = (await listItemEvents(db, workspaceId, [itemId])).filter((each) => each.revision <= revision);
  const event = events.at(-1);
  const step = event && assignmentIn(event);
  const from = step ? (await getPerson(db, workspaceId, step.from)).name : "";
  const last = events.findLast(({ note, actor_id: by }) => note !== null && by !== null);
  const said = last && readableNote(item, last.note);
  const by = last?.actor_id && last !== event ? (await getPerson(db, workspaceId, last.actor_id)).name : null;
  const { away, noAnswer } = textsFor(requestTexts, reader).body;
  const next = await namedHandOver(db, item, send.now);
  const passed = step?.until ? noAnswer(from, shortDate(reader, step.until)) : away(from);
  const reason = step?.because === "by-hand" ? texts.broughtBy(from) : passed;
  return {
    text: lineOf(texts.yours(head)),
    blocks: [
      words([{ text: head, bold: true }, { text: texts.yours("") }]),
      ...(step && step.because !== "led" ? [context(lineOf(reason))] : []),
      ...(said && by
        ? [context(lineOf(texts.lastWord(by, shortDate(reader, localDateOf(last.at, reader.zone)))))]
        : []),
      ...(said ? [quote({ text: shorten(said, 600) })] : []),
      ...(next ? [context(lineOf(texts.goesTo(next.name, shortDate(reader, next.on))))] : []),
      ...(isOpenBlocker(item) ? [blockerActs(reader, item.id, await nextForBlocker(db, item, send.now))] : []),
    ],
  };
}

/** Null while it is theirs and its date has passed. */
async function stateOf(
  { db, workspaceId, now }: SendContext,
  reader: Reader,
  item: Blocker,
  personId: string,
): Promise<string | null> {
  const texts = textsFor(blockerTexts, reader);
  const end = (await endsByOthers(db, workspaceId, [item.id], personId)).get(item.id);
  if (!isOpenBlocker(item)) return doneInWords(reader, item, end);
  if (item.owner_id !== null && item.owner_id !== personId)
    return textsFor(requestTexts, reader).now.withOther((await getPerson(db, workspaceId, item.owner_id)).name);
  const isDue = item.due_on !== null && item.due_on >= localDateOf(now, reader.zone);
  return isDue && item.due_on !== null ? texts.due(shortDate(reader, item.due_on), item.due_moves) : null;
}

export type End = { name: string; at: Instant; isClosing: boolean };

/** Of these items, by id, who closed them, where it was somebody else than the reader, or who closed their program. */
export async function endsByOthers(db: Db | Tx, workspaceId: string, ids: readonly string[], readerId: string) {
  const last = new Map((await listItemEvents(db, workspaceId, ids)).map((event) => [event.item_id, event]));
  const ends = new Map<string, End>();
  for (const [id, { event, actor_id: actorId, at }] of last)
    if (actorId !== null && (event === "program-closed" || (event === "done" && actorId !== readerId))) {
      const { name } = await getPerson(db, workspaceId, actorId);
      ends.set(id, { name, at, isClosing: event === "program-closed" });
    }
  return ends;
}

export function doneInWords(reader: Reader, item: Parameters<typeof endLine>[1], end: End | undefined): string {
  const { done, doneBy, closedBy } = textsFor(blockerTexts, reader);
  if (!end) return endLine(reader, item) ?? done;
  const on = shortDate(reader, localDateOf(end.at, reader.zone));
  return end.isClosing ? closedBy(end.name, on) : doneBy(end.name, on);
}

const LONGEST_NAME = 11;

/** *Take it to Margaret…* where somebody is above, else *Reply…*; *New date…*, *Done…*. */
export function blockerActs(reader: Reader, value: string, next: { name: string } | null): ActionsBlock {
  const texts = textsFor(blockerTexts, reader);
  const [first = ""] = (next?.name ?? "").split(" ");
  return actions(
    `blocker:${value}`,
    next
      ? button(blockerIds.escalate, texts.escalate(shorten(first, LONGEST_NAME)), { value, primary: true })
      : button(blockerIds.reply, texts.reply, { value, primary: true }),
    button(itemIds.move, texts.move, { value }),
    button(itemIds.close, texts.close, { value }),
  );
}
