/** Milestones in a check-in: what stands there, and what is said of each. */

import type { Button, InputBlock, KnownBlock } from "@slack/types";
import { z } from "zod";
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { type Language, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { standingsOf } from "../../programs/programs.ts";
import { button, option, words as wordsBlock } from "../../slack/blocks.ts";
import { dateField, selectField, textField } from "../../slack/fields.ts";
import { itemsOfPrograms } from "../grounds.ts";
import { itemIds, milestoneIds } from "../ids.ts";
import { type Item, moveDate, moveItem, raiseItem, record } from "../items.ts";
import { findItem, findItemBySource, listItemEvents } from "../repository.ts";
import { codeOf, LONGEST_REASON, LONGEST_TITLE } from "../rules.ts";
import { milestoneTexts } from "./texts.ts";

export type Milestone = Extract<Item, { type: "milestone" }>;

/** The right has been checked. `checkInId`: the answer by which it happens. */
export async function reach(
  services: Services,
  tx: Tx,
  actor: Person,
  item: Milestone,
  { on, checkInId }: { on: LocalDate; checkInId?: string },
): Promise<Item> {
  const changes = { details: { ...item.details, reachedOn: on } };
  return moveItem(services, tx, actor, item, { to: "reached", changes, checkInId });
}

/** Blocks of the form. */
export const WHY_BLOCK = "milestones:why";
export const NEW_BLOCK = "milestones:new";
export const NEW_DATE_BLOCK = "milestones:new-date";

export function choiceBlockOf(itemId: string): string {
  return `milestone:${itemId}`;
}

export function dateBlockOf(itemId: string): string {
  return `milestone:${itemId}:to`;
}

export const CHOICES = ["on-plan", "reached", "moved"] as const;

export type MilestoneWord = { itemId: string } & ({ is: "on-plan" | "reached" } | { is: "moved"; to: LocalDate });

export interface MilestoneWords {
  about: readonly MilestoneWord[];
  /** Why those move that do. */
  why: string;
  added: { title: string; dueOn: LocalDate } | null;
}

/** What stands in fields of a form, by block id. */
export type Filled = Readonly<
  Record<
    string,
    {
      value?: string | null | undefined;
      selected_option?: { value: string } | null | undefined;
      selected_date?: string | null | undefined;
    }
  >
>;

/** `errors` by block id. A date without a choice is a move; where nothing is chosen, nothing is said. */
export function milestoneWordsIn(
  fields: Filled,
  { language, today }: { language: Language; today: LocalDate },
): { words: MilestoneWords; errors: Record<string, string> } {
  const texts = milestoneTexts[language].error;
  const errors: Record<string, string> = {};
  const about = Object.keys(fields).flatMap((block): MilestoneWord[] => {
    const itemId = /^milestone:([^:]+)(?::to)?$/.exec(block)?.[1];
    if (itemId === undefined || (block === dateBlockOf(itemId) && choiceBlockOf(itemId) in fields)) return [];
    const to = fields[dateBlockOf(itemId)]?.selected_date ?? null;
    const given = fields[choiceBlockOf(itemId)]?.selected_option?.value;
    const chosen = CHOICES.find((one) => one === given) ?? (to === null ? null : "moved");
    if (chosen !== "moved") return chosen === null ? [] : [{ itemId, is: chosen }];
    if (to !== null && to >= today) return [{ itemId, is: "moved", to }];
    errors[dateBlockOf(itemId)] = to === null ? texts.date : texts.past;
    return [];
  });
  const why = fields[WHY_BLOCK]?.value?.trim() ?? "";
  if (why === "" && about.some(({ is }) => is === "moved")) errors[WHY_BLOCK] = texts.why;
  const title = fields[NEW_BLOCK]?.value?.trim() ?? "";
  const dueOn = fields[NEW_DATE_BLOCK]?.selected_date ?? null;
  if (title === "" && dueOn !== null) errors[NEW_BLOCK] = texts.title;
  if (title !== "" && dueOn === null) errors[NEW_DATE_BLOCK] = texts.date;
  if (dueOn !== null && dueOn < today) errors[NEW_DATE_BLOCK] = texts.past;
  return { words: { about, why, added: title === "" || dueOn === null ? null : { title, dueOn } }, errors };
}

export function isSilent({ about, added }: MilestoneWords): boolean {
  return about.length === 0 && added === null;
}

const MOST_ASKED = 5;
const DAYS_AHEAD = 42;

export interface AskedMilestones {
  items: readonly Milestone[];
  /** Those who lead add one in the form. */
  mayAdd: boolean;
}

/** Those of the next six weeks or past their date, the first five: of those who lead all, of others their own. */
export async function milestonesToAsk(
  { db, clock }: { db: Db | Tx; clock: Pick<Clock, "now"> },
  person: Person,
  programId: string,
): Promise<AskedMilestones> {
  const leads = await isLeading({ clock }, db, person, programId);
  const open = await itemsOfPrograms(db, person.workspace_id, [programId], {
    types: ["milestone"],
    states: ["open"],
    ...(!leads && { ownerId: person.id }),
  });
  const until = addLocalDays(localDateOf(clock.now(), person.zone), DAYS_AHEAD);
  const items = open.flatMap((item) =>
    item.type === "milestone" && item.due_on !== null && item.due_on <= until ? [item] : [],
  );
  return { items: items.slice(0, MOST_ASKED), mayAdd: leads };
}

async function isLeading({ clock }: { clock: Pick<Clock, "now"> }, db: Db | Tx, person: Person, programId: string) {
  const standings = await standingsOf(db, person, programId, { clock });
  return standings.includes("lead") || standings.includes("deputy");
}

/** A choice for each, a date for each that moves, then why dates move; nothing for none. */
export function milestoneFields(
  reader: Reader,
  label: string,
  items: readonly Milestone[],
  filled: Filled,
): KnownBlock[] {
  if (items.length === 0) return [];
  const texts = textsFor(milestoneTexts, reader);
  const chosenFor = (item: Milestone) => filled[choiceBlockOf(item.id)]?.selected_option?.value;
  const moves = items.filter((item) => chosenFor(item) === "moved");
  return [
    wordsBlock([{ text: label, bold: true }]),
    ...items.flatMap((item): InputBlock[] => [
      selectField(
        choiceBlockOf(item.id),
        texts.dated(item.title, item.due_on === null ? "" : shortDate(reader, item.due_on)),
        CHOICES.map((choice) => option(choice, texts.choice[choice])),
        { initial: chosenFor(item), isOptional: true, actionId: milestoneIds.choice },
      ),
      ...(moves.includes(item)
        ? [
            dateField(dateBlockOf(item.id), texts.movesTo, {
              initial: filled[dateBlockOf(item.id)]?.selected_date,
              isOptional: true,
            }),
          ]
        : []),
    ]),
    ...(moves.length === 0
      ? []
      : [
          textField(WHY_BLOCK, texts.why, {
            initial: filled[WHY_BLOCK]?.value ?? undefined,
            max: LONGEST_REASON,
            isOptional: true,
          }),
        ]),
  ];
}

/** To add one. */
export function newMilestoneFields(reader: Reader, filled: Filled): InputBlock[] {
  const texts = textsFor(milestoneTexts, reader);
  const initial = filled[NEW_BLOCK]?.value ?? undefined;
  return [
    textField(NEW_BLOCK, texts.added, { initial, max: LONGEST_TITLE, isOptional: true }),
    dateField(NEW_DATE_BLOCK, texts.addedDate, { initial: filled[NEW_DATE_BLOCK]?.selected_date, isOptional: true }),
  ];
}

/** An answer of `owner`, given by `actor`, who may be their delegate. */
interface Answered {
  actor: Person;
  owner: Person;
  programId: string;
  roundId: string;
  checkInId: string;
  revision: number;
}

/** Said twice it happens once; what `owner` may not move, or has moved on, stays. */
export async function followMilestoneWords(
  services: Services,
  tx: Tx,
  answered: Answered,
  { about, why, added }: MilestoneWords,
): Promise<void> {
  const { actor, owner, programId, checkInId } = answered;
  const leads = await isLeading(services, tx, owner, programId);
  for (const word of about) {
    const item = await findItem(tx, actor.workspace_id, word.itemId);
    if (item?.type !== "milestone" || item.program_id !== programId || item.state !== "open") continue;
    if (leads || item.owner_id === owner.id) await follow(services, tx, actor, item, { word, why, checkInId });
  }
  if (added !== null && leads) await add(services, tx, answered, added);
}

async function follow(
  services: Services,
  tx: Tx,
  actor: Person,
  item: Milestone,
  { word, why, checkInId }: { word: MilestoneWord; why: string; checkInId: string },
): Promise<void> {
  if (word.is === "moved") {
    await moveDate(services, tx, actor, item, { to: word.to, reason: why, checkInId });
  } else if (word.is === "reached") {
    await reach(services, tx, actor, item, { on: localDateOf(services.clock.now(), actor.zone), checkInId });
  } else {
    const last = (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
    if (last?.event === "confirmed" && last.check_in_id === checkInId) return;
    await record(services, tx, actor, item, { event: "confirmed", changes: {}, checkInId });
  }
}

async function add(
  services: Services,
  tx: Tx,
  { actor, owner, programId, roundId, checkInId, revision }: Answered,
  { title, dueOn }: NonNullable<MilestoneWords["added"]>,
): Promise<void> {
  const sourceKey = `milestone:${roundId}:${owner.id}:${title.toLowerCase()}`;
  if (await findItemBySource(tx, actor.workspace_id, sourceKey)) return;
  await raiseItem(services, tx, actor, programId, {
    type: "milestone",
    details: {},
    title,
    ownerId: owner.id,
    dueOn,
    sourceKey,
    checkIn: { roundId, id: checkInId, revision },
  });
}

const datesOf = z.object({ due_on: z.string().nullish(), dueOn: z.string().nullish() });

/** What an answer did to milestones, the last of each: for its receipt. */
export async function milestonesFollowed(
  db: Db | Tx,
  of: { workspaceId: string; checkInId: string },
): Promise<(reader: Reader) => string[]> {
  const last = new Map((await listMilestoneEvents(db, of)).map((step) => [step.item_id, step]));
  return (reader) => {
    const { done } = textsFor(milestoneTexts, reader);
    const day = (date: string | null | undefined) => (date ? shortDate(reader, date) : "–");
    return [...last.values()].flatMap(({ event, before, after, ...item }) => {
      const code = codeOf({ ...item, type: "milestone" });
      const [was, is] = [before, after].map((json) => datesOf.parse(json === null ? {} : JSON.parse(json)));
      if (event === "confirmed") return [done["on-plan"](code)];
      if (event === "reached") return [done.reached(code)];
      if (event === "moved-date") return [done.moved(code, day(was?.due_on), day(is?.due_on))];
      return event === "raised" ? [done.added(code, day(is?.dueOn))] : [];
    });
  };
}

/** What an answer did to milestones, in its order, with what their codes are made of. */
async function listMilestoneEvents(db: Db | Tx, of: { workspaceId: string; checkInId: string }) {
  return db
    .selectFrom("item_event as step")
    .innerJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "step.workspace_id").onRef("item.id", "=", "step.item_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .select(["step.item_id", "step.event", "step.before", "step.after", "item.number", "program.short_key"])
    .where("step.workspace_id", "=", of.workspaceId)
    .where("step.check_in_id", "=", of.checkInId)
    .where("item.type", "=", "milestone")
    .orderBy("step.at")
    .orderBy("step.item_id")
    .orderBy("step.revision")
    .execute();
}

/** *Reached…* and *New date…*, in the item's view and in the reminder of a day. */
export function milestoneButtons(reader: Reader, value: string): Button[] {
  const texts = textsFor(milestoneTexts, reader).button;
  return [button(milestoneIds.reach, texts.reached, { value }), button(itemIds.move, texts.move, { value })];
}
