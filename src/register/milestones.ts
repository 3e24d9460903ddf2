/** Milestones: those shown in a check-in, reaching one, and their texts. */
import type { Button } from "@slack/types";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Reader, textsFor, withFullStop } from "../platform/texts/language.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { leadsProgram } from "../programs/seats.ts";
import { button } from "../slack/blocks.ts";
import { itemIds, milestoneIds } from "./ids.ts";
import { type Item, moveItem } from "./items.ts";
import { listItems } from "./repository.ts";

export type Milestone = Extract<Item, { type: "milestone" }>;

/** The right has been checked. `checkInId`: the answer by which it happens. */
export async function reach(
  ctx: ActorContext<Tx>,
  { item, on, checkInId }: { item: Milestone; on: LocalDate; checkInId?: string },
): Promise<Item> {
  const changes = { details: { ...item.details, reachedOn: on } };
  return moveItem(ctx, { item, to: "reached", changes, checkInId });
}

const MOST_ASKED = 5;
const DAYS_AHEAD = 42;

/** Those of the next six weeks or past their date, the first five: of those who lead all, of others their own. */
export async function milestonesToAsk(
  { db, clock }: { db: Db | Tx; clock: Pick<Clock, "now"> },
  person: Person,
  programId: string,
): Promise<{ items: Item[]; mayAdd: boolean }> {
  const { id: personId, workspace_id } = person;
  const leads = await leadsProgram(db, { workspace_id, id: programId }, { personId, now: clock.now() });
  const open = await listItems(db, person.workspace_id, {
    programIds: [programId],
    types: ["milestone"],
    states: ["open"],
    ...(!leads && { ownerId: person.id }),
  });
  const until = addLocalDays(localDateOf(clock.now(), person.zone), DAYS_AHEAD);
  const items = open.filter(({ due_on: dueOn }) => dueOn !== null && dueOn <= until);
  return { items: items.slice(0, MOST_ASKED), mayAdd: leads };
}

/** *Reached…* and *New date…*, in the item's view and in the reminder of a day. */
export function milestoneButtons(reader: Reader, value: string): Button[] {
  const texts = textsFor(milestoneTexts, reader).button;
  return [button(milestoneIds.reach, texts.reached, { value }), button(itemIds.move, texts.move, { value })];
}

const en = {
  button: { reached: "Reached…", move: "New date…", drop: "Drop…" },
  reachedForm: {
    title: (code: string) => `${code} reached`,
    submit: "Reached",
    on: "Reached on",
  },
  dropForm: { title: (code: string) => `Drop ${code}`, submit: "Drop", why: "Why is it dropped?" },
  reminder: (date: string) => `Planned for ${date}. Has it been reached?`,
};

const fr: typeof en = {
  button: { reached: "Atteint…", move: "Nouvelle date…", drop: "Abandonner…" },
  reachedForm: { title: (code) => `${code} atteint`, submit: "Atteint", on: "Atteint le" },
  dropForm: { title: (code) => `Abandonner ${code}`, submit: "Abandonner", why: "Pourquoi l’abandonner\u00a0?" },
  reminder: (date) => `${withFullStop(`Prévu pour le ${date}`)} Ce jalon est-il atteint\u00a0?`,
};

export const milestoneTexts = { en, fr };
