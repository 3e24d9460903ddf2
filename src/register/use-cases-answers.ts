/** What a check-in brings into the record: a draft of every answer that feeds it, and the actions ticked as done. */
import type { Answers, Question } from "../cadences/questions.ts";
import type { Person } from "../people/use-cases.ts";
import { storableText, type Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import type { Program } from "../programs/use-cases.ts";
import { blankDetails } from "./details.ts";
import { findItem, findItemBySource, type Item, listLiveItemsRaisedBy } from "./repository.ts";
import { ITEM_OF_FEED, isLive, saysNothing, titleFrom } from "./rules.ts";
import type { Disclosure, ItemState } from "./table.ts";
import { enter, moveItem, record } from "./use-cases.ts";

export interface AnsweredRound {
  program: Program;
  questions: readonly Question[];
  disclosure: Disclosure;
  roundId: string;
  checkInId: string;
  revision: number;
  answers: Answers;
}

/**
 * Makes a draft of every answer that feeds the record, in the transaction of the answer. A new revision of the answer
 * restates a draft; what somebody completed or took up is left as it is. Returns the items that this check-in made.
 */
export async function draftFromAnswers(
  services: Services,
  tx: Tx,
  person: Person,
  answered: AnsweredRound,
): Promise<Item[]> {
  const items: Item[] = [];
  for (const question of answered.questions) {
    const type = question.feeds && ITEM_OF_FEED[question.feeds];
    if (!type || (question.type !== "text" && question.type !== "long-text")) continue;
    const sourceKey = `check-in:${answered.roundId}:${person.id}:${question.key}`;
    const value = answered.answers[question.key];
    const text = typeof value === "string" && !saysNothing(value) ? value : null;
    const known = answered.revision > 1 ? await findItemBySource(tx, person.workspace_id, sourceKey) : undefined;
    if (text === null) {
      if (known?.state === "draft") await retract(services, tx, person, known);
      continue;
    }
    const { title, description } = titleFrom(text);
    if (known) {
      items.push(await restate(services, tx, person, known, { title, description, revision: answered.revision }));
      continue;
    }
    const said = await saidBefore(tx, person, answered, { type, title, description });
    if (said) {
      const { roundId, checkInId, revision } = answered;
      const changes = { round_id: roundId, check_in_id: checkInId, check_in_revision: revision };
      items.push(await record(services, tx, person, said, { event: "restated", changes, note: text }));
      continue;
    }
    const details = blankDetails(type);
    const dueOn = type === "ask" ? neededByIn(answered) : null;
    items.push(
      await enter(services, tx, person, answered.program, {
        ...(details.type === "issue"
          ? {
              type: "issue",
              details: {
                ...details.details,
                blocksWork: true,
                blockedSince: localDateOf(services.clock.now(), person.zone),
              },
            }
          : details),
        title,
        description,
        // A blocker is its author's until it is given to somebody; an ask goes to the sponsor.
        ownerId: type === "ask" ? null : person.id,
        dueOn,
        sourceKey,
        disclosure: answered.disclosure,
        checkIn: { roundId: answered.roundId, id: answered.checkInId, revision: answered.revision },
      }),
    );
  }
  return items;
}

/** What this person said in the same words and what is not settled yet: it is the same item, not another one. */
async function saidBefore(
  tx: Tx,
  person: Person,
  { program }: AnsweredRound,
  { type, title, description }: Pick<Item, "type" | "title" | "description">,
): Promise<Item | undefined> {
  const theirs = { workspaceId: person.workspace_id, programId: program.id, type, personId: person.id };
  const words = (text: string) => text.trim().replace(/\s+/g, " ").toLowerCase();
  const same = (await listLiveItemsRaisedBy(tx, theirs)).filter(
    (item) => words(item.title) === words(title) && words(item.description) === words(description),
  );
  return same.sort((one, other) => (one.id < other.id ? -1 : 1))[0];
}

/** The date that a question of type date gives to the check-in's ask. */
function neededByIn({ questions, answers }: AnsweredRound): LocalDate | null {
  const question = questions.find(({ feeds, type }) => feeds === "ask" && type === "date");
  const value = question && answers[question.key];
  return typeof value === "string" ? value : null;
}

async function restate(
  services: Services,
  tx: Tx,
  person: Person,
  item: Item,
  said: { title: string; description: string; revision: number },
): Promise<Item> {
  if (item.title === said.title && item.description === said.description) return item;
  const changes =
    item.state === "draft"
      ? {
          title: storableText(said.title),
          description: storableText(said.description),
          check_in_revision: said.revision,
        }
      : {};
  return record(services, tx, person, item, { event: "restated", changes, note: said.description || said.title });
}

async function retract(services: Services, tx: Tx, person: Person, item: Item): Promise<void> {
  const state: ItemState = item.type === "ask" ? "withdrawn" : "closed";
  await moveItem(services, tx, person, item, { to: state, event: state === "withdrawn" ? "withdrawn" : "closed" });
}

/** What this person ticked in an answer: those of their actions that are still open are closed, with a link to it. */
export async function closeDoneActions(
  services: Services,
  tx: Tx,
  person: Person,
  itemIds: readonly string[],
  checkInId: string,
): Promise<void> {
  for (const id of itemIds) {
    const item = await findItem(tx, person.workspace_id, id);
    if (item?.type !== "action" || item.owner_id !== person.id || !isLive(item)) continue;
    await moveItem(services, tx, person, item, { to: "closed", event: "closed", checkInId });
  }
}
