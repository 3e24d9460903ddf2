/** A blocker past its date, to whoever has it now: the lead, then the sponsor. */
import type { Button, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { date, text } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import { actions, button, context, lineOf, quote, section, shorten, words } from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { plural, type Reader, shortDate, textsFor, withFullStop } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { programOf } from "../../programs/use-cases.ts";
import { itemIds } from "../ids.ts";
import { findItem, type Item, type ItemEvent, listItemEvents } from "../repository.ts";
import { isLive, shownTitle } from "../rules.ts";
import { asTold, noteTold } from "../rules-told.ts";
import { titleLine } from "../words.ts";
import { type Blocker, isOpenBlocker, nextForBlocker } from "./blocker.ts";
import { assignmentIn } from "./history.ts";

export const blockerIds = {
  takeUp: "blocker.take_up",
  move: "blocker.move",
  takeUpForm: "blocker.take_up_form",
  moveForm: "blocker.move_form",
} as const;

const en = {
  yours: (title: string) => `${title} blocks work and is now yours.`,
  had: (name: string, date: string) => `${name} had it until ${date}.`,
  broughtBy: (name: string) => `${name} brings it to you:`,
  now: {
    done: "✓ Done.",
    withOther: (name: string) => `Now with ${name}.`,
    due: (date: string, moves: number) =>
      `Due ${date}${moves === 0 ? "" : ` (${moves} ${plural("en", moves, "move", "moves")})`}.`,
  },
  note: (title: string, to: string, date: string) => `*${title}* is now with ${to}: it was due ${date}.`,
  takeUp: (name: string) => `Take it to ${name}…`,
  move: "New date…",
  done: "Done…",
  why: (program: string) => `It blocks ${program}, its date has passed, and you’re next above.`,
  form: {
    takeUpTitle: "Take it up",
    takeUp: "Send",
    words: (name: string) => `What do you need from ${name}?`,
    wordsHint: "They read it with the blocker, which is theirs from then on.",
    moveTitle: "New date",
    move: "Save",
    date: "Resolved by",
    close: "Cancel",
    required: "This field is required.",
    past: "That date has passed. Choose today or later.",
  },
  sent: (name: string) => `Now with ${name}, who has your words.`,
};

const fr: typeof en = {
  yours: (title) => `${title} bloque le travail et est maintenant à vous.`,
  had: (name, date) => withFullStop(`${name} l’avait jusqu’au ${date}`),
  broughtBy: (name) => `${name} vous le soumet\u00a0:`,
  now: {
    done: "✓ Terminé.",
    withOther: (name) => `Maintenant chez ${name}.`,
    due: (date, moves) =>
      withFullStop(`Pour le ${date}${moves === 0 ? "" : ` (${moves} ${plural("fr", moves, "report", "reports")})`}`),
  },
  note: (title, to, date) => withFullStop(`*${title}* est maintenant chez ${to}\u00a0: échéance passée le ${date}`),
  takeUp: (name) => `Soumettre à ${name}…`,
  move: "Nouvelle date…",
  done: "Terminé…",
  why: (program) => `Cela bloque ${program}, l’échéance est passée, et c’est à vous de reprendre.`,
  form: {
    takeUpTitle: "Soumettre",
    takeUp: "Envoyer",
    words: (name) => `Qu’attendez-vous de ${name}\u00a0?`,
    wordsHint: "Vos mots accompagnent le blocage, qui lui est confié dès lors.",
    moveTitle: "Nouvelle date",
    move: "Enregistrer",
    date: "Résolu pour le",
    close: "Annuler",
    required: "Ce champ est obligatoire.",
    past: "Cette date est passée. Choisissez aujourd’hui ou plus tard.",
  },
  sent: (name) => `Maintenant chez ${name}, avec vos explications.`,
};

export const blockerTexts = { en, fr };

const blockerSubject = z.strictObject({ itemId: z.string(), revision: z.int(), personId: z.string() });
type BlockerSubject = z.infer<typeof blockerSubject>;

export const blockerKind: MessageKind<BlockerSubject> = {
  kind: "blocker",
  subject: blockerSubject,
  priority: 18,
  contact: "prompt",
  slot: "weekly",
  async stillWanted({ db, workspaceId }, { itemId, personId }) {
    const item = await findItem(db, workspaceId, itemId);
    if (!item || !isOpenBlocker(item) || item.owner_id !== personId) return false;
    return isRunning(db, workspaceId, item.program_id);
  },
  message: blockerMessage,
  line: async (send, subject) => (await blockerMessage(send, subject)).blocks,
  async why({ db, workspaceId, reader }, { itemId }) {
    const item = await findItem(db, workspaceId, itemId);
    if (!item) return [];
    return [textsFor(blockerTexts, reader).why((await programOf(db, workspaceId, item.program_id)).title)];
  },
  since: {},
};

async function blockerMessage(send: SendContext, { itemId, revision, personId }: BlockerSubject): Promise<Message> {
  const { db, workspaceId, now } = send;
  const reader = readingNow(send);
  const texts = textsFor(blockerTexts, reader);
  const item = await findItem(db, workspaceId, itemId);
  if (item?.type !== "issue") throw new Error(`No blocker ${itemId}`);
  const { title } = await programOf(db, workspaceId, item.program_id);
  const head = `${title} · ${titleLine(asTold(item))}`;
  const state = await stateOf(send, reader, item, personId);
  const event = (await listItemEvents(db, workspaceId, [itemId])).find((one) => one.revision === revision);
  const step = event && assignmentIn(event);
  const from = step ? (await personById(db, workspaceId, step.from)).name : "";
  const said = event && noteTold(item, event.note);
  const how =
    step?.because === "by-hand"
      ? texts.broughtBy(from)
      : step?.until
        ? texts.had(from, shortDate(reader, step.until))
        : null;
  return {
    text: lineOf(state === null ? texts.yours(head) : `${head} · ${state}`),
    blocks: [
      state === null
        ? words([{ text: head, bold: true }, { text: texts.yours("") }])
        : section(lineOf(`${head}\n${state}`)),
      ...(state !== null || how === null ? [] : [context(lineOf(how))]),
      ...(state !== null || !said ? [] : [quote({ text: shorten(said, 600) })]),
      ...(state === null && isOpenBlocker(item) ? [await actsOn(send, reader, item, now)] : []),
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
  const texts = textsFor(blockerTexts, reader).now;
  if (!isLive(item) || !isOpenBlocker(item)) return texts.done;
  if (item.owner_id !== null && item.owner_id !== personId)
    return texts.withOther((await personById(db, workspaceId, item.owner_id)).name);
  const isDue = item.due_on !== null && item.due_on >= localDateOf(now, reader.zone);
  return isDue && item.due_on !== null ? texts.due(shortDate(reader, item.due_on), item.due_moves) : null;
}

async function actsOn({ db }: SendContext, reader: Reader, item: Blocker, now: string): Promise<KnownBlock> {
  const next = await nextForBlocker(db, item, now);
  return actions(`blocker:${item.id}`, ...blockerButtons(reader, item, next));
}

const LONGEST_NAME = 11;

/** *Take it to Margaret…* where somebody is above, *New date…*, *Done…*. */
export function blockerButtons(reader: Reader, { id: value }: Pick<Item, "id">, next: Person | null): Button[] {
  const texts = textsFor(blockerTexts, reader);
  const [first = ""] = (next?.name ?? "").split(" ");
  return [
    ...(next ? [button(blockerIds.takeUp, texts.takeUp(shorten(first, LONGEST_NAME)), { value, primary: true })] : []),
    button(blockerIds.move, texts.move, { value }),
    button(itemIds.close, texts.done, { value }),
  ];
}

/** To whoever had it, and whoever raised it. */
export async function blockerNote(send: SendContext, item: Item, event: ItemEvent): Promise<string> {
  const { db, workspaceId } = send;
  const reader = readingNow(send);
  const to = item.owner_id === null ? "" : (await personById(db, workspaceId, item.owner_id)).name;
  const until = assignmentIn(event)?.until ?? item.due_on ?? "";
  const date = until === "" ? "" : shortDate(reader, until);
  return textsFor(blockerTexts, reader).note(lineOf(titleLine(asTold(item))), lineOf(to), date);
}

const state = z.strictObject({ itemId: z.string() });
const required = (reader: Pick<Reader, "locale">) => textsFor(blockerTexts, reader).form.required;

export const takeUpForm = new Form({
  id: blockerIds.takeUpForm,
  state,
  fields: z.object({ words: text({ isLong: true, max: 1000 }) }),
  required,
});

export function takeUpView(reader: Reader, { item, to }: { item: Item; to: Person }): ModalView {
  const { form } = textsFor(blockerTexts, reader);
  return takeUpForm.view({
    state: { itemId: item.id },
    title: form.takeUpTitle,
    submit: form.takeUp,
    close: form.close,
    above: [words([{ text: shownTitle(item), bold: true }])],
    fields: { words: { label: form.words(shorten(to.name, 80)), hint: form.wordsHint } },
  });
}

export const moveBlockerForm = new Form({
  id: blockerIds.moveForm,
  state,
  fields: z.object({ to: date() }),
  required,
});

export function moveBlockerView(reader: Reader, item: Item): ModalView {
  const { form } = textsFor(blockerTexts, reader);
  return moveBlockerForm.view({
    state: { itemId: item.id },
    title: form.moveTitle,
    submit: form.move,
    close: form.close,
    above: [words([{ text: shownTitle(item), bold: true }])],
    fields: { to: { label: form.date } },
  });
}
