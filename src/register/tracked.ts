/** *What you track*: open items of a person as their check-in shows them, and what they say of each there. */
import type { InputBlock, KnownBlock } from "@slack/types";
import type { Person } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type Language, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { option, words as wordsBlock } from "../slack/blocks.ts";
import { dateField, selectField, textField, ticksField } from "../slack/fields.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import type { ItemType } from "./details.ts";
import { moveDate, moveItem, record } from "./items.ts";
import type { Filled } from "./milestones/milestones.ts";
import { findItem, type Item, listItemEvents, listItems } from "./repository.ts";
import { codeOf, endOf, isLive, LONGEST_REASON } from "./rules.ts";
import { registerTexts } from "./texts.ts";
import { titleLine } from "./words.ts";

const MOST_SHOWN = 5;
const TYPES_SHOWN: readonly ItemType[] = ["risk", "assumption", "issue", "dependency", "action", "presence"];

export const TRACKED_WORDS = ["open", "done", "moved"] as const;

export type TrackedWord = { itemId: string } & (
  | { is: "open" | "done"; note?: string }
  | { is: "moved"; to: LocalDate; why: string }
);

/** Chosen, it shows the field for a new date. */
export const trackedChoice = "register.tracked_choice";

const choiceBlockOf = (itemId: string) => `tracked:${itemId}`;
const dateBlockOf = (itemId: string) => `tracked:${itemId}:to`;
const whyBlockOf = (itemId: string) => `tracked:${itemId}:why`;

/** At most five open items that this person owns or raised in the program, the earliest date first. */
export async function itemsTracked(
  db: Db | Tx,
  { workspace_id: workspaceId, id: personId }: Person,
  programId: string,
): Promise<Item[]> {
  const open = await listItems(db, workspaceId, { programIds: [programId], types: TYPES_SHOWN, states: ["open"] });
  return open.filter((item) => item.owner_id === personId || item.raised_by === personId).slice(0, MOST_SHOWN);
}

export function trackedFields(reader: Reader, label: string, items: readonly Item[], filled: Filled): KnownBlock[] {
  if (items.length === 0) return [];
  const texts = textsFor(trackedTexts, reader);
  const moved = textsFor(registerTexts, reader).newDate;
  return [
    wordsBlock([{ text: label, bold: true }]),
    ...items.flatMap((item): InputBlock[] => {
      const chosen = filled[choiceBlockOf(item.id)]?.selected_option?.value;
      const due = item.due_on === null ? "" : ` · ${shortDate(reader, item.due_on)}`;
      const isMoved = chosen === "moved";
      return [
        selectField(
          choiceBlockOf(item.id),
          `${codeOf(item)} ${item.title}${due}`,
          TRACKED_WORDS.map((word) => option(word, texts.choice[word])),
          { initial: chosen, isOptional: true, actionId: trackedChoice },
        ),
        ...(isMoved
          ? [
              dateField(dateBlockOf(item.id), moved.to, {
                initial: filled[dateBlockOf(item.id)]?.selected_date,
                isOptional: true,
              }),
              textField(whyBlockOf(item.id), moved.why, {
                initial: filled[whyBlockOf(item.id)]?.value ?? undefined,
                max: LONGEST_REASON,
                isOptional: true,
              }),
            ]
          : []),
      ];
    }),
  ];
}

/** `errors` by block id. Where nothing is chosen, nothing is said. */
export function trackedWordsIn(
  fields: Filled,
  { language, today }: { language: Language; today: LocalDate },
): { words: TrackedWord[]; errors: Record<string, string> } {
  const texts = trackedTexts[language].error;
  const errors: Record<string, string> = {};
  const words = Object.entries(fields).flatMap(([block, field]): TrackedWord[] => {
    const itemId = /^tracked:([^:]+)$/.exec(block)?.[1];
    const is = TRACKED_WORDS.find((word) => word === field.selected_option?.value);
    if (itemId === undefined || is === undefined) return [];
    if (is !== "moved") return [{ itemId, is }];
    const to = fields[dateBlockOf(itemId)]?.selected_date ?? null;
    const why = fields[whyBlockOf(itemId)]?.value?.trim() ?? "";
    if (to === null || to < today) errors[dateBlockOf(itemId)] = to === null ? texts.date : texts.past;
    if (why === "") errors[whyBlockOf(itemId)] = texts.why;
    return to === null ? [] : [{ itemId, is, to, why }];
  });
  return { words, errors };
}

/** Said twice it happens once; what is not theirs, or is over, stays. */
export async function followTracked(
  services: Services,
  tx: Tx,
  person: Person,
  { about, checkInId, program }: { about: readonly TrackedWord[]; checkInId: string; program: { id: string } },
): Promise<void> {
  for (const word of about) {
    const item = await findItem(tx, person.workspace_id, word.itemId);
    const isTheirs = item?.owner_id === person.id || item?.raised_by === person.id;
    if (!item || item.program_id !== program.id || !isTheirs || !isLive(item)) continue;
    await follow(services, tx, person, item, { word, checkInId });
  }
}

async function follow(
  services: Services,
  tx: Tx,
  person: Person,
  item: Item,
  { word, checkInId }: { word: TrackedWord; checkInId: string },
): Promise<void> {
  if (word.is === "done") {
    await moveItem(services, tx, person, item, { to: endOf(item, "done"), checkInId });
  } else if (word.is === "moved") {
    await moveDate(services, tx, person, item, { to: word.to, reason: word.why, checkInId });
  } else {
    const last = (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
    if (last?.event === "confirmed" && last.check_in_id === checkInId) return;
    await record(services, tx, person, item, { event: "confirmed", changes: {}, note: word.note, checkInId });
  }
}

/** The block in which open actions are ticked as done; the value of an option is the item's id. */
export const DONE_ACTIONS = "actions:done";

/** As many as Slack has room for, the first due first; null for none. */
export function doneActionsField(reader: Reader, items: readonly Item[], ticked: readonly string[]): InputBlock | null {
  if (items.length === 0) return null;
  const { label, hint } = textsFor(registerTexts, reader).ticks;
  const offered = items.slice(0, ELEMENT_LIMITS.checkboxes).map((item) => option(item.id, titleLine(item)));
  return ticksField(DONE_ACTIONS, label, offered, { isOptional: true, hint, initial: ticked });
}

const en = {
  choice: { open: "Still open", done: "Done", moved: "New date…" },
  error: {
    date: "Choose a date.",
    past: "That date has passed. Choose today or later.",
    why: "Say why in one line.",
  },
};

const fr: typeof en = {
  choice: { open: "Toujours ouvert", done: "Terminé", moved: "Nouvelle date…" },
  error: {
    date: "Choisissez une date.",
    past: "Cette date est passée. Choisissez aujourd’hui ou une date à venir.",
    why: "Dites pourquoi, en une ligne.",
  },
};

const trackedTexts = { en, fr };
