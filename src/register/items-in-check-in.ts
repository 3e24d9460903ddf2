/** Items in a check-in, *What you track* and *Milestones*, and the choices of its author. */
import type { InputBlock, KnownBlock } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { isRestricted } from "../people/disclosure.ts";
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Language, list, type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { leadsProgram } from "../programs/seats.ts";
import { option, words as wordsBlock } from "../slack/blocks.ts";
import { dateField, selectField, textField, ticksField } from "../slack/inputs.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { codeOf, endOf, isLive, LONGEST_TITLE, mayBeTicked } from "./codes-and-transitions.ts";
import type { ItemType } from "./item-types.ts";
import { moveDate, moveItem, raiseItem, recordConfirmed } from "./items.ts";
import { titleLine } from "./items-in-words.ts";
import { reach } from "./milestones.ts";
import { findItem, findItemBySource, type Item, listItemEvents, listItems } from "./repository.ts";
import { registerTexts } from "./texts.ts";

const MOST_SHOWN = 5;
/** Of a program. */
const MOST_READ = 1000;
const TYPES_SHOWN: readonly ItemType[] = ["risk", "assumption", "issue", "dependency", "action", "presence", "step"];

export const CHOICES = ["open", "done", "moved"] as const;

export type ItemChoice = { itemId: string } & ({ is: "open" | "done" } | { is: "moved"; to: LocalDate; why: string });

/** Choices for existing items in a check-in, and the milestone that it adds. */
export interface ItemsChosen {
  about: readonly ItemChoice[];
  added: { title: string; dueOn: LocalDate } | null;
}

/** Chosen, it shows the fields for a new date. */
export const trackedChoice = "register.tracked_choice";

const choiceBlockOf = (itemId: string) => `tracked:${itemId}`;
const dateBlockOf = (itemId: string) => `tracked:${itemId}:to`;
const whyBlockOf = (itemId: string) => `tracked:${itemId}:why`;
const NEW_BLOCK = "milestones:new";
const NEW_DATE_BLOCK = "milestones:new-date";

/** What stands in fields of a form, by block id. */
type Filled = Readonly<
  Record<
    string,
    {
      value?: string | null | undefined;
      selected_option?: { value: string } | null | undefined;
      selected_options?: { value: string }[] | null | undefined;
      selected_date?: string | null | undefined;
    }
  >
>;

/** Of each of these programs at most five open items that this person owns or raised, the earliest date first. */
export async function itemsTracked(
  db: Db | Tx,
  { workspace_id: workspaceId, id: personId }: Person,
  programIds: readonly string[],
): Promise<Item[]> {
  const wanted = { programIds, types: TYPES_SHOWN, states: ["open" as const] };
  const open = await listItems(db, workspaceId, wanted, MOST_READ * programIds.length);
  const own = open.filter((item) => isTrackedBy(personId, item));
  const byProgram = Map.groupBy(own, (item) => item.program_id);
  return [...byProgram.values()].flatMap((items) => items.slice(0, MOST_SHOWN));
}

/** A step is its owner’s alone, since whoever started its track has raised it. */
function isTrackedBy(personId: string, item: Item): boolean {
  if (item.type === "step" || item.type === "milestone") return item.owner_id === personId && mayBeTicked(item);
  return item.owner_id === personId || item.raised_by === personId;
}

/** A choice for each, and for each that moves a date and why; nothing for none. */
export function trackedFields(reader: Reader, label: string, items: readonly Item[], filled: Filled): KnownBlock[] {
  if (items.length === 0) return [];
  const texts = textsFor(trackedTexts, reader);
  const moved = textsFor(registerTexts, reader).newDate;
  return [
    wordsBlock([{ text: label, bold: true }]),
    ...items.flatMap((item): InputBlock[] => {
      const chosen = filled[choiceBlockOf(item.id)]?.selected_option?.value;
      const due = item.due_on === null ? "" : ` · ${shortDate(reader, item.due_on)}`;
      const choices = item.type === "milestone" ? texts.milestone : texts.choice;
      const choice = selectField(
        choiceBlockOf(item.id),
        `${codeOf(item)} ${item.title}${due}`,
        CHOICES.map((each) => option(each, choices[each])),
        { initial: chosen, isOptional: true, actionId: trackedChoice },
      );
      if (chosen !== "moved") return [choice];
      const to = filled[dateBlockOf(item.id)]?.selected_date;
      const why = filled[whyBlockOf(item.id)]?.value ?? undefined;
      return [
        choice,
        dateField(dateBlockOf(item.id), moved.to, { initial: to, isOptional: true }),
        textField(whyBlockOf(item.id), moved.why, { initial: why, isOptional: true }),
      ];
    }),
  ];
}

export function newMilestoneFields(reader: Reader, filled: Filled): InputBlock[] {
  const texts = textsFor(trackedTexts, reader);
  const initial = filled[NEW_BLOCK]?.value ?? undefined;
  return [
    textField(NEW_BLOCK, texts.added, { initial, max: LONGEST_TITLE, isOptional: true }),
    dateField(NEW_DATE_BLOCK, texts.addedDate, { initial: filled[NEW_DATE_BLOCK]?.selected_date, isOptional: true }),
  ];
}

/** `errors` by block id. An item without a choice is left out. */
export function chosenIn(
  fields: Filled,
  { language, today }: { language: Language; today: LocalDate },
): ItemsChosen & { errors: Record<string, string> } {
  const { required, past } = registerTexts[language].error;
  const errors: Record<string, string> = {};
  const about = Object.entries(fields).flatMap(([block, field]): ItemChoice[] => {
    const itemId = /^tracked:([^:]+)$/.exec(block)?.[1];
    const is = CHOICES.find((choice) => choice === field.selected_option?.value);
    if (itemId === undefined || is === undefined) return [];
    if (is !== "moved") return [{ itemId, is }];
    const to = fields[dateBlockOf(itemId)]?.selected_date ?? null;
    const why = fields[whyBlockOf(itemId)]?.value?.trim() ?? "";
    if (to === null || to < today) errors[dateBlockOf(itemId)] = to === null ? required : past;
    if (why === "") errors[whyBlockOf(itemId)] = required;
    return to === null ? [] : [{ itemId, is, to, why }];
  });
  const title = fields[NEW_BLOCK]?.value?.trim() ?? "";
  const dueOn = fields[NEW_DATE_BLOCK]?.selected_date ?? null;
  if (title === "" && dueOn !== null) errors[NEW_BLOCK] = required;
  if (title !== "" && dueOn === null) errors[NEW_DATE_BLOCK] = required;
  if (dueOn !== null && dueOn < today) errors[NEW_DATE_BLOCK] = past;
  return {
    about: [...about, ...tickedIn(fields)],
    added: title === "" || dueOn === null ? null : { title, dueOn },
    errors,
  };
}

interface Answered extends ItemsChosen {
  program: { id: string };
  roundId: string;
  checkInId: string;
  revision: number;
}

/** Idempotent. Items that are closed or not theirs are skipped. */
export async function followChosen(ctx: ActorContext<Tx>, answered: Answered): Promise<void> {
  const { actor: person } = ctx;
  const { about, added, checkInId, program } = answered;
  if (about.length === 0 && added === null) return;
  const led = { workspace_id: person.workspace_id, id: program.id };
  const leads = await leadsProgram(ctx.db, led, { personId: person.id, now: ctx.clock.now() });
  for (const choice of about) {
    const item = await findItem(ctx.db, person.workspace_id, choice.itemId);
    if (!item || item.program_id !== program.id || !isLive(item)) continue;
    if (!isTrackedBy(person.id, item) && !(item.type === "milestone" && leads)) continue;
    await follow(ctx, { item, choice, checkInId });
  }
  if (added !== null && leads) await addMilestone(ctx, { ...answered, added });
}

async function follow(
  ctx: ActorContext<Tx>,
  { item, choice, checkInId }: { item: Item; choice: ItemChoice; checkInId: string },
): Promise<void> {
  const { db: tx, actor: person } = ctx;
  if (choice.is === "moved") {
    await moveDate(ctx, { item, to: choice.to, reason: choice.why, checkInId });
  } else if (choice.is === "open") {
    const last = (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
    if (last?.event === "confirmed" && last.check_in_id === checkInId) return;
    await recordConfirmed(ctx, { item, checkInId });
  } else if (item.type === "milestone") {
    await reach(ctx, { item, on: localDateOf(ctx.clock.now(), person.zone), checkInId });
  } else {
    await moveItem(ctx, { item, to: endOf(item, "done"), checkInId });
  }
}

async function addMilestone(
  ctx: ActorContext<Tx>,
  { program, roundId, checkInId, revision, added }: Answered & { added: NonNullable<Answered["added"]> },
): Promise<void> {
  const { actor: person } = ctx;
  const sourceKey = `milestone:${roundId}:${person.id}:${added.title.toLowerCase()}`;
  if (await findItemBySource(ctx.db, person.workspace_id, sourceKey)) return;
  await raiseItem(ctx, {
    programId: program.id,
    type: "milestone",
    details: {},
    ...added,
    ownerId: person.id,
    sourceKey,
    checkIn: { roundId, id: checkInId, revision },
  });
}

const datesOf = z.object({ due_on: z.string().nullish(), dueOn: z.string().nullish() });

/** For the receipt: the last change of each existing item by an answer, and the milestone that it added. */
export async function listItemsFollowed(
  db: Db | Tx,
  answer: { workspaceId: string; checkInId: string },
): Promise<(reader: Reader) => string[]> {
  const steps = await db
    .selectFrom("item_event as step")
    .innerJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "step.workspace_id").onRef("item.id", "=", "step.item_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .select([
      "step.item_id",
      "step.event",
      "step.before",
      "step.after",
      "item.number",
      "item.type",
      "item.title",
      "item.disclosure",
      "program.short_key",
    ])
    .where("step.workspace_id", "=", answer.workspaceId)
    .where("step.check_in_id", "=", answer.checkInId)
    .orderBy("step.at")
    .orderBy("step.item_id")
    .orderBy("step.revision")
    .execute();
  const last = new Map(steps.map((step) => [step.item_id, step]));

  return (reader) => {
    const { followed } = textsFor(trackedTexts, reader);
    const day = (date: string | null | undefined) => (date ? shortDate(reader, date) : "–");
    return [...last.values()].flatMap(({ event, before, after, ...item }) => {
      const name = isRestricted(item) ? codeOf(item) : `${codeOf(item)} ${withoutFullStop(item.title)}`;
      const isMilestone = item.type === "milestone";
      const was = datesIn(before);
      const is = datesIn(after);
      switch (event) {
        case "confirmed":
          return [isMilestone ? followed.onPlan(name) : followed.open(name)];
        case "reached":
          return [followed.reached(name)];
        case "done":
          return [followed.done(name)];
        case "moved-date":
          return [followed.moved(name, day(was.due_on), day(is.due_on))];
        case "raised":
          return isMilestone ? [followed.added(name, day(is.dueOn))] : [];
        default:
          return [];
      }
    });
  };
}

function datesIn(json: string | null): z.infer<typeof datesOf> {
  return datesOf.parse(json === null ? {} : JSON.parse(json));
}

/** The block in which open actions are ticked as done; the value of an option is the item's id. */
const DONE_ACTIONS = "actions:done";

export function tickedIn(fields: Filled): ItemChoice[] {
  return (fields[DONE_ACTIONS]?.selected_options ?? []).map(({ value: itemId }) => ({ itemId, is: "done" }));
}

/**
 * `toTick`: as many as Slack has room for, the first due first; null for none. `steps`: all that are steps, in words, for what
 * is next.
 */
export function ownInForm(reader: Reader, items: readonly Item[], filled: Filled = {}) {
  const { label, hint } = textsFor(registerTexts, reader).ticks;
  const ticked = items.filter(mayBeTicked).slice(0, ELEMENT_LIMITS.checkboxes);
  const offered = ticked.map((item) => option(item.id, titleLine(item)));
  const initial = tickedIn(filled).map(({ itemId }) => itemId);
  const steps = items.flatMap(({ type, title, due_on: dueOn }) =>
    type === "step" && dueOn !== null ? `${withoutFullStop(title)} (${shortDate(reader, dueOn)})` : [],
  );
  return {
    toTick: offered.length === 0 ? null : ticksField(DONE_ACTIONS, label, offered, { isOptional: true, hint, initial }),
    steps: steps.length === 0 ? "" : textsFor(trackedTexts, reader).steps(list(reader, steps)),
  };
}

const en = {
  steps: (steps: string) => `Your steps: ${steps}.`,
  choice: { open: "Still open", done: "Done", moved: "New date…" },
  milestone: { open: "On plan", done: "Reached", moved: "Moves to…" },
  added: "New milestone",
  addedDate: "Date of the new milestone",
  followed: {
    open: (item: string) => `${item} – still open`,
    onPlan: (item: string) => `${item} – on plan`,
    reached: (item: string) => `${item} – reached`,
    done: (item: string) => `${item} – done`,
    moved: (item: string, from: string, to: string) => `${item} – ${from} → ${to}`,
    added: (item: string, date: string) => `${item} – added for ${date}`,
  },
};

const fr: typeof en = {
  steps: (steps) => `Vos étapes\u00a0: ${steps}.`,
  choice: { open: "Toujours ouvert", done: "Terminé", moved: "Nouvelle date…" },
  milestone: { open: "Comme prévu", done: "Atteint", moved: "Reporté au…" },
  added: "Nouveau jalon",
  addedDate: "Date du nouveau jalon",
  followed: {
    open: (item) => `${item} – toujours ouvert`,
    onPlan: (item) => `${item} – comme prévu`,
    reached: (item) => `${item} – atteint`,
    done: (item) => `${item} – terminé`,
    moved: (item, from, to) => `${item} – ${from} → ${to}`,
    added: (item, date) => `${item} – ajouté pour le ${date}`,
  },
};

export const trackedTexts = { en, fr };
