/** Milestones in a check-in: which are put to whom, what comes of what was said, and what the receipt says of that. */
import type { InputBlock, KnownBlock } from "@slack/types";
import { z } from "zod";
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { standingsOf } from "../../programs/use-cases.ts";
import { option, words as wordsBlock } from "../../slack/blocks.ts";
import { dateField, selectField, textField } from "../../slack/fields.ts";
import { milestoneIds } from "../ids.ts";
import { findItem, findItemBySource, listItemEvents } from "../repository.ts";
import { codeOf, LONGEST_TITLE, shownTitle } from "../rules.ts";
import { raiseItem, record } from "../use-cases.ts";
import { itemsOfPrograms } from "../use-cases-reading.ts";
import { type Milestone, moveDate, reach } from "./acts.ts";
import {
  CHOICES,
  choiceBlockOf,
  dateBlockOf,
  type Filled,
  type MilestoneWord,
  type MilestoneWords,
  NEW_BLOCK,
  NEW_DATE_BLOCK,
  WHY_BLOCK,
} from "./rules-answer.ts";
import { milestoneTexts } from "./texts.ts";

const MOST_ASKED = 5;
const DAYS_AHEAD = 42;
const LONGEST_REASON = 300;

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
        texts.dated(shownTitle(item), item.due_on === null ? "" : shortDate(reader, item.due_on)),
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
