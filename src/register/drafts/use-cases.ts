/** What a check-in brings into the record: a draft of every answer that feeds it, and the actions ticked as done. */
import type { Person } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import type { Program } from "../../programs/use-cases.ts";
import type { ItemType } from "../details.ts";
import {
  findItem,
  findItemBySource,
  type Item,
  type ItemEvent,
  listEventsOfCheckIn,
  listItemEvents,
  listLiveWords,
  listNamedBefore,
} from "../repository.ts";
import { ITEM_OF_FEED, isCodeOf, isLive, titleFrom } from "../rules.ts";
import { endsBySilence, leavesOut, saysSolved, solvedMatter } from "../rules-alive.ts";
import type { Disclosure } from "../table.ts";
import { deciderOf, enter, moveItem, record } from "../use-cases.ts";
import {
  type AnsweredRound,
  type Asking,
  anotherDate,
  answeredDetails,
  GOES_ON,
  goesOver,
  isNoNews,
  keyOf,
  likest,
  mayCarry,
  neededByIn,
  type Said,
  setsDate,
  stateBefore,
  textIn,
  textsOf,
  type Words,
} from "./answered.ts";
import { compileNoneInTurn } from "./rules-nothing.ts";
import { type Saying, standingSayings, standsWithout, takenOver, withoutAnswer } from "./said-again.ts";

/**
 * Takes every answer that feeds the record into it, in the transaction of the answer: as news of what this person has
 * said before, else as a draft. A new revision restates a draft; what somebody completed or took up keeps its words, and
 * an ask has the date that was corrected.
 */
export async function draftFromAnswers(
  services: Services,
  tx: Tx,
  person: Person,
  answered: AnsweredRound,
): Promise<void> {
  for (const _ of compileNoneInTurn()) await letOthersRun();
  const asking = answered.questions.flatMap((question) => {
    const type = question.feeds && ITEM_OF_FEED[question.feeds];
    return type && (question.type === "text" || question.type === "long-text") ? [{ question, type }] : [];
  });
  if (answered.before !== null) await revive(services, tx, person, answered, asking);
  for (const { question, type } of asking) {
    const text = textIn(answered.answers, question);
    const said = { type, text, sourceKey: keyOf(answered.roundId, person, question) };
    const isUnchanged = answered.before !== null && text === textIn(answered.before, question);
    const isSolved = !isUnchanged && text !== null && saysSolved(text);
    if (isSolved && (await solve(services, tx, person, answered, { type, text }))) continue;
    if (isUnchanged || (answered.before !== null && (await revised(services, tx, person, answered, said)))) {
      await redate(services, tx, person, answered, said);
      continue;
    }
    if (text === null) continue;
    const known = await saidBefore(tx, person, answered, { type, text });
    if (known) await sayAgain(services, tx, person, known, answered, { ...said, text });
    else
      await enterAnswer(services, tx, person, answered.program, {
        ...said,
        text,
        since: localDateOf(services.clock.now(), person.zone),
        dueOn: type === "ask" ? neededByIn(answered) : null,
        raisedById: person.id,
        disclosure: answered.disclosure,
        checkIn: { roundId: answered.roundId, id: answered.checkInId, revision: answered.revision },
      });
  }
  const saysItStands = asking.some(
    ({ question: { key }, type }) => type === "issue" && isNoNews(answered.answers[key]),
  );
  if (answered.silentIn !== null && asking.some(({ type }) => type === "issue") && !saysItStands)
    await leaveOut(services, tx, person, answered, answered.silentIn, textsOf("issue", asking, answered.answers));
}

/** What blocked this person and is in none of these texts: doubted from now on, or at its end. */
async function leaveOut(
  services: Services,
  tx: Tx,
  person: Person,
  { program, checkInId, revision }: AnsweredRound,
  round: { cadenceId: string; opensAt: Instant },
  texts: readonly string[],
): Promise<void> {
  const theirs = { workspaceId: person.workspace_id, programId: program.id, personId: person.id };
  const items = (await listNamedBefore(tx, { ...theirs, ...round })).filter((item) => leavesOut(texts, item));
  if (items.length === 0) return;
  // An edit leaves nothing out a second time.
  const left = revision > 1 ? await listEventsOfCheckIn(tx, person.workspace_id, checkInId) : [];
  for (const item of items) {
    if (left.some(({ item_id, event }) => item_id === item.id && event === "left-out")) continue;
    if (endsBySilence(item)) await moveItem(services, tx, null, item, { to: "closed", event: "closed", checkInId });
    else {
      const changes = { doubted_at: services.clock.now() };
      await record(services, tx, person, item, { event: "left-out", changes, checkInId });
    }
  }
}

/** What this person says to be solved is closed by their words. False: they have nothing like it in the record. */
async function solve(
  services: Services,
  tx: Tx,
  person: Person,
  { program, checkInId }: AnsweredRound,
  { type, text }: { type: ItemType; text: string },
): Promise<boolean> {
  if (!GOES_ON.includes(type) || type === "ask") return false;
  const theirs = { workspaceId: person.workspace_id, programId: program.id, type, personId: person.id };
  const items = await listLiveWords(tx, theirs);
  const matter = solvedMatter(text);
  const named = items.find((item) => matter.split(/[^\p{L}\d-]+/u).some((word) => isCodeOf(word, { ...item, type })));
  const found = named ?? likest(type, items, matter);
  const item = found && (await findItem(tx, person.workspace_id, found.id));
  if (!item) return false;
  await moveItem(services, tx, person, item, { to: "closed", event: "closed", note: text, checkInId });
  return true;
}

/** What an earlier revision of this answer ended lives again where this one names it. */
async function revive(
  services: Services,
  tx: Tx,
  person: Person,
  { answers, roundId, checkInId }: AnsweredRound,
  asking: Asking,
): Promise<void> {
  const events = await listEventsOfCheckIn(tx, person.workspace_id, checkInId);
  const ended = events.filter(
    ({ item_id, event }, index) => event === "closed" && events[index + 1]?.item_id !== item_id,
  );
  for (const { item_id, before } of ended) {
    const item = await findItem(tx, person.workspace_id, item_id);
    if (item?.state !== "closed") continue;
    const naming = asking.find(({ question, type }) => {
      const text = type === item.type ? textIn(answers, question) : null;
      return text !== null && !saysSolved(text) && likest(type, [item], text) !== undefined;
    });
    // What the answer made is restated.
    const isNew = naming && !(await findItemBySource(tx, person.workspace_id, keyOf(roundId, person, naming.question)));
    if (!isNew) continue;
    const changes = { state: stateBefore({ before }), closed_at: null };
    await record(services, tx, person, item, { event: "reopened", changes, checkInId });
  }
}

/**
 * A draft of what was answered. A blocker is its author's until it is given to somebody; an ask goes to the sponsor, and so does
 * an appearance, once whoever leads has put it.
 */
export async function enterAnswer(
  services: Services,
  tx: Tx,
  actor: Person,
  program: Program,
  {
    type,
    text,
    since,
    ...input
  }: {
    type: ItemType;
    text: string;
    sourceKey: string;
    since: LocalDate;
    dueOn: LocalDate | null;
    raisedById: string;
    disclosure: Disclosure;
    checkIn: { roundId: string; id: string; revision: number };
  },
): Promise<Item> {
  return enter(services, tx, actor, program, {
    ...answeredDetails(type, since),
    ...titleFrom(text),
    ...input,
    ownerId: await ownerOfAnswer(services, tx, program, { type, raisedById: input.raisedById }),
  });
}

async function ownerOfAnswer(
  services: Services,
  tx: Tx,
  program: Program,
  { type, raisedById }: { type: ItemType; raisedById: string },
): Promise<string | null> {
  if (type === "ask") return null;
  return type === "appearance" ? (await deciderOf(services, tx, program)).id : raisedById;
}

/** What this person said before, for sure, and what is still open: it is the same item, not another one. */
async function saidBefore(
  tx: Tx,
  person: Person,
  { program, disclosure }: Pick<AnsweredRound, "program" | "disclosure">,
  { type, text }: { type: ItemType; text: string },
): Promise<Item | undefined> {
  const theirs = { workspaceId: person.workspace_id, programId: program.id, type, personId: person.id };
  const items = await listLiveWords(tx, theirs);
  const mayTake = (item: Words) =>
    GOES_ON.includes(type) && (mayCarry(item, disclosure) || (type === "ask" && goesOver(item, disclosure)));
  const found = likest(type, items, text, mayTake);
  return found && findItem(tx, person.workspace_id, found.id);
}

async function sayAgain(
  services: Services,
  tx: Tx,
  person: Person,
  item: Item,
  answered: AnsweredRound,
  { type, text, sourceKey }: Said & { text: string },
): Promise<void> {
  const { roundId, checkInId, revision, disclosure } = answered;
  if (!GOES_ON.includes(type)) {
    const changes = { round_id: roundId, check_in_id: checkInId, check_in_revision: revision };
    await record(services, tx, person, item, { event: "restated", changes, note: text });
    return;
  }
  const saying = { sourceKey, roundId, revision, disclosure };
  await record(services, tx, person, item, {
    event: "said-again",
    changes: {
      ...takenOver(item, { ...saying, checkInId, text }, services.clock.now()),
      ...(type === "ask" && goesOver(item, disclosure) && { disclosure }),
      ...(type === "ask" && anotherDate(item, neededByIn(answered))),
    },
    note: text,
    checkInId,
    facts: { said: saying },
  });
}

/**
 * The date of an ask follows a correction of the answer that gave it, unless somebody gave it one by hand since, or a later answer
 * did. A date that was taken out again leaves a draft; what somebody completed keeps one.
 */
async function redate(
  services: Services,
  tx: Tx,
  person: Person,
  answered: AnsweredRound,
  { type, text, sourceKey }: Said,
): Promise<void> {
  const dueOn = neededByIn(answered);
  if (type !== "ask" || text === null || !answered.before) return;
  if (dueOn === neededByIn({ ...answered, answers: answered.before })) return;
  const item = await saidIn(tx, person, answered.checkInId, sourceKey);
  if (!item || dueOn === item.due_on || (dueOn === null && item.state !== "draft")) return;
  const events = await listItemEvents(tx, person.workspace_id, [item.id]);
  const since = events.slice(1 + events.findIndex((event) => event.check_in_id === answered.checkInId));
  const isNewest = item.check_in_id === answered.checkInId;
  const isAnothers = ({ check_in_id: id }: ItemEvent) => (isNewest ? id === null : id !== answered.checkInId);
  if (since.some((event) => isAnothers(event) && setsDate(event))) return;
  const changes = dueOn === null ? { due_on: null } : anotherDate(item, dueOn);
  await record(services, tx, person, item, { event: "moved-date", changes, checkInId: answered.checkInId });
}

/** The live item that an answer began or named. */
async function saidIn(tx: Tx, person: Person, checkInId: string, sourceKey: string): Promise<Item | undefined> {
  const raised = await findItemBySource(tx, person.workspace_id, sourceKey);
  if (raised && isLive(raised)) return raised;
  const { item } = (await namedBy(tx, person, checkInId, sourceKey)) ?? {};
  return item && isLive(item) ? item : undefined;
}

/** The item of somebody's earlier answer that this one names, and in which words it does. */
async function namedBy(tx: Tx, person: Person, checkInId: string, sourceKey: string) {
  const events = await listEventsOfCheckIn(tx, person.workspace_id, checkInId);
  const saying = standingSayings(events).find((one) => one.sourceKey === sourceKey);
  const item = saying && (await findItem(tx, person.workspace_id, saying.itemId));
  return item && { item, text: saying.text };
}

/** Whether this revision was of an answer that the record has already. */
async function revised(
  services: Services,
  tx: Tx,
  person: Person,
  answered: AnsweredRound,
  said: Said,
): Promise<boolean> {
  const { checkInId, revision, roundId, disclosure } = answered;
  const saying = { sourceKey: said.sourceKey, roundId, revision, disclosure };
  const raised = await findItemBySource(tx, person.workspace_id, said.sourceKey);
  if (raised) {
    if (said.text !== null)
      await restate(services, tx, person, await putBack(services, tx, person, raised, checkInId), {
        text: said.text,
        checkInId,
        revision,
      });
    else if (raised.state === "draft") await takeOut(services, tx, person, raised, { saying, checkInId });
    return true;
  }
  const named = await namedBy(tx, person, checkInId, said.sourceKey);
  if (!named) return false;
  const { item } = named;
  const { text } = said;
  const asSaid = { ...item, ...titleFrom(named.text) };
  const isStillIt = text !== null && likest(said.type, [item, asSaid], text) !== undefined;
  if (!isStillIt) {
    await takeOut(services, tx, person, item, { saying, checkInId });
    return text === null;
  }
  const isNewest = item.check_in_id === checkInId && isLive(item);
  await record(services, tx, person, item, {
    event: "restated",
    changes: (isNewest && takenOver(item, { ...saying, checkInId, text }, services.clock.now())) || {},
    note: text,
    checkInId,
    facts: { said: saying },
  });
  return true;
}

/** One answer no longer names the item: it falls back to the others; a draft that none is left of is closed. */
export async function takeOut(
  services: Services,
  tx: Tx,
  actor: Person,
  item: Item,
  { saying, checkInId }: { saying: Saying; checkInId: string },
): Promise<void> {
  const events = await listItemEvents(tx, item.workspace_id, [item.id]);
  const rest = withoutAnswer(events, checkInId);
  if (!rest && item.state === "draft") return retract(services, tx, actor, item, checkInId);
  const falls = item.check_in_id === checkInId ? rest : undefined;
  await record(services, tx, actor, item, {
    event: "taken-out",
    changes: {
      ...falls?.link,
      ...(item.state === "draft" && falls?.words),
      ...(item.state === "draft" && !standsWithout(events, checkInId) && { confirmed_at: null }),
    },
    checkInId,
    facts: { said: saying },
  });
}

/** What an earlier revision of this answer ended lives again. */
async function putBack(services: Services, tx: Tx, person: Person, item: Item, checkInId: string): Promise<Item> {
  const last = isLive(item) ? undefined : (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
  if (last?.check_in_id !== checkInId || (last.event !== "closed" && last.event !== "withdrawn")) return item;
  const changes = { state: stateBefore(last), closed_at: null };
  return record(services, tx, person, item, { event: "reopened", changes, checkInId });
}

/** What was said again since, or completed, keeps its words. */
async function restate(
  services: Services,
  tx: Tx,
  person: Person,
  item: Item,
  { text, checkInId, revision }: { text: string; checkInId: string; revision: number },
): Promise<void> {
  const { title, description } = titleFrom(text);
  if (item.title === title && item.description === description) return;
  const changes =
    item.state === "draft" && item.check_in_id === checkInId ? { title, description, check_in_revision: revision } : {};
  await record(services, tx, person, item, { event: "restated", changes, note: text });
}

async function retract(services: Services, tx: Tx, person: Person, item: Item, checkInId: string): Promise<void> {
  const state = item.type === "ask" ? "withdrawn" : "closed";
  await moveItem(services, tx, person, item, { to: state, event: state, checkInId });
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
