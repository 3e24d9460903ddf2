/** Items that an answer creates: tracked lines, decisions, a request; and updates of tracked items. */
import { z } from "zod";
import { isNothing, linesIn } from "../cadences/questions/field-lines.ts";
import type { Answers, Question } from "../cadences/questions/questions.ts";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import type { Program } from "../programs/programs.ts";
import { endOf, isLive, titled } from "./codes-and-transitions.ts";
import { blankDetails, type ItemType, TYPES, type TypedDetails } from "./item-types.ts";
import { enter, record, usualDay } from "./items.ts";
import { followChosen, type ItemsChosen } from "./items-in-check-in.ts";
import { type Item, type ItemEvent, listItemEvents, listItems, waitForItems } from "./repository.ts";
import { answerDayFor, readAt } from "./requests/answer-by.ts";
import { answeredBy, type HowAnswered } from "./requests/how-answered.ts";
import { isNoWider } from "./requests/ladder.ts";
import { deciderOf } from "./requests/usual-decider.ts";
import type { Disclosure } from "./table.ts";
import type { RequestOption } from "./types/decisions-and-requests.ts";

export interface AnsweredRound extends ItemsChosen {
  program: Program;
  questions: readonly Question[];
  disclosure: Disclosure;
  roundId: string;
  checkInId: string;
  revision: number;
  /** Id of who wrote it, for themselves or for its author. */
  writerId?: string;
  /** Whether this answer corrects an earlier one. */
  isEdit: boolean;
  answers: Answers;
  /** Keys of the questions that stay in the team. */
  teamOnly: ReadonlySet<string>;
  /** Keys of the questions whose lines are tracked. */
  tracked: ReadonlySet<string>;
  /** Decider and date of the request, where they differ from `requestDefaults`. */
  request: {
    deciderId?: string;
    neededBy?: LocalDate;
    answer?: { how: HowAnswered; options: readonly RequestOption[] };
  } | null;
}

/**
 * Creates an item for each tracked line, open and owned by its author, in the transaction of the answer. Updates the items
 * of the previous revision and closes those whose line was removed; items changed by hand since are left alone.
 */
export async function trackFromAnswer(ctx: ActorContext<Tx>, answered: AnsweredRound): Promise<void> {
  const asked = answered.questions.flatMap((question) => {
    const isWritten = question.type === "text" || question.type === "long-text";
    const type = isWritten ? TYPE_OF.get(question.feeds ?? "") : undefined;
    return type ? [{ question, type }] : [];
  });
  const { db: tx, actor } = ctx;

  // Requests and decisions are always tracked.
  const isTracked = ({ question, type }: (typeof asked)[number]) =>
    type === "request" || type === "decision" || answered.tracked.has(question.key);
  const untracked = asked.flatMap((each) =>
    isTracked(each) ? [] : textsIn(each.question, answered.answers).map(storableText),
  );
  // Answers in a program come beside each other, and others may be about the same items.
  if (answered.isEdit || answered.about.length + untracked.length > 0) await waitForItems(tx, answered.program.id);
  const made = answered.isEdit ? await listItems(tx, actor.workspace_id, { checkInId: answered.checkInId }) : [];
  const untouched = await untouchedAmong(tx, made, answered.checkInId);
  const rewritten = await rewrittenAmong(tx, made);

  for (const { question, type } of asked) {
    const prefix = `check-in:${answered.roundId}:${actor.id}:${question.key}:`;
    const own = made.filter(({ source_key: key }) => key.startsWith(prefix));
    const lines = isTracked({ question, type }) ? textsIn(question, answered.answers) : [];
    const now = { disclosure: disclosureOf(question, answered) };
    const matching = (item: Item) => {
      // What has been kept from those who read it now: nothing but the same words takes its place.
      if (!untouched.has(item.id) || isNoWider(now, item)) return "any words";
      return rewritten.has(item.id) ? "nothing" : "its words";
    };

    const { continued, added, removed } = matched(own, lines, matching);
    for (const { item, line } of continued) if (untouched.has(item.id)) await restate(ctx, { item, line, ...answered });
    for (const item of removed.filter(({ id }) => untouched.has(id))) {
      const event = endOf(item, "dropped");
      const changes = { state: event, closed_at: ctx.clock.now() };
      await record(ctx, { item, event, changes, checkInId: answered.checkInId });
    }
    let last = Math.max(0, ...own.map(({ source_key: key }) => Number(key.slice(prefix.length))));
    for (const line of added) {
      last += 1;
      await add(ctx, { answered, question, type, line, sourceKey: `${prefix}${last}` });
    }
  }

  // What is written again in its own words still stands.
  const again = await openInTheseWords(tx, answered, untracked);
  const about = [...again.map(({ id: itemId }) => ({ itemId, is: "open" as const })), ...answered.about];
  await followChosen(ctx, { ...answered, about });
}

async function openInTheseWords(
  tx: Tx,
  { program }: Pick<AnsweredRound, "program">,
  words: readonly string[],
): Promise<Item[]> {
  if (words.length === 0) return [];
  const open = await listItems(tx, program.workspace_id, { programIds: [program.id], states: ["open"] });
  return open.filter((item) => words.includes(wordsOf(item)));
}

/**
 * Default decider and date of a request: the first level above the requester that may read it, in five working days.
 * `deciderId` null: nobody is above them.
 */
export async function requestDefaults(
  services: Pick<LookupContext, "clock">,
  tx: Db | Tx,
  person: Person,
  { program, disclosure }: { program: Program; disclosure: Disclosure },
): Promise<{ deciderId: string | null; neededBy: LocalDate }> {
  const deciderId = await deciderOf(services, tx, program, { requesterId: person.id, disclosure });
  return { deciderId, neededBy: await usualDay(tx, person, localDateOf(services.clock.now(), person.zone)) };
}

/** When whoever is asked gets a request that is saved now; null: at once. */
export async function newRequestReadAt(
  services: LookupContext,
  db: Db | Tx,
  program: Pick<Program, "workspace_id" | "id">,
  { deciderId, neededBy }: { deciderId: string; neededBy: LocalDate },
): Promise<Instant | null> {
  const now = services.clock.now();
  const { workspace_id, id: program_id } = program;
  const days = { ownerId: deciderId, isNext: false, now };
  const answer_by = await answerDayFor(db, { workspace_id, due_on: neededBy }, days);
  const given = { at: now, isAtOnce: false };
  const at = await readAt(services, db, { workspace_id, program_id, answer_by }, { ownerId: deciderId, given });
  return at > now ? at : null;
}

/** Keys of the questions whose answer has an open item in the register. */
export async function questionsTracked(
  db: Db | Tx,
  { workspace_id: workspaceId }: Person,
  checkInId: string,
): Promise<string[]> {
  const made = await listItems(db, workspaceId, { checkInId });
  return made.flatMap((item) => (isStanding(item) ? (questionOf(item) ?? []) : []));
}

/** The open request that an answer to this question created. */
export async function requestOfAnswer(
  db: Db | Tx,
  { workspace_id: workspaceId }: Person,
  checkInId: string,
  { key }: Question,
): Promise<Item | undefined> {
  const made = await listItems(db, workspaceId, { checkInId, types: ["request"] });
  return made.find((item) => questionOf(item) === key && isLive(item));
}

/** The item type by what a question feeds. */
const TYPE_OF: ReadonlyMap<string, ItemType> = new Map([
  ["blocker", "issue"],
  ["risk", "risk"],
  ["dependency", "dependency"],
  ["decision", "decision"],
  ["request", "request"],
]);

/** A request is one item, however many lines it has. */
function textsIn({ key, feeds }: Question, answers: Answers): string[] {
  const value = answers[key];
  if (feeds !== "request") return linesIn(value);
  return typeof value === "string" && !isNothing(value) ? [value.trim()] : [];
}

/** The key of the question whose line made it. */
function questionOf({ source_key: source }: Item): string | undefined {
  return source.split(":")[3];
}

/** Matches items to lines by text, then by order; closed items by text only. `matching`: what may continue an item. */
function matched(
  own: readonly Item[],
  lines: readonly string[],
  matching: (item: Item) => "any words" | "its words" | "nothing",
) {
  const items = own.filter(isStanding);
  const taken = new Map<Item, string>();
  const left: string[] = [];
  for (const line of lines) {
    const isSame = (item: Item) =>
      !taken.has(item) && matching(item) !== "nothing" && wordsOf(item) === storableText(line);
    const same = items.find(isSame) ?? own.find(isSame);
    if (same) taken.set(same, line);
    else left.push(line);
  }
  for (const item of items) {
    const line = taken.has(item) || matching(item) !== "any words" ? undefined : left.shift();
    if (line !== undefined) taken.set(item, line);
  }
  return {
    continued: [...taken].map(([item, line]) => ({ item, line })),
    added: left,
    removed: items.filter((item) => !taken.has(item)),
  };
}

function isStanding(item: Item): boolean {
  return isLive(item) || item.state === "active";
}

function wordsOf({ title, description }: Pick<Item, "title" | "description">): string {
  return description || title;
}

/** Ids of items that only this answer has changed. */
async function untouchedAmong(tx: Tx, items: readonly Item[], checkInId: string): Promise<ReadonlySet<string>> {
  const [first] = items;
  if (!first) return new Set();
  const ids = items.map(({ id }) => id);
  const events = await listItemEvents(tx, first.workspace_id, ids);
  // A note has the words of another item.
  const isByAnswer = (event: ItemEvent) => event.check_in_id === checkInId && event.note === null;
  const touched = new Set(events.flatMap((event) => (isByAnswer(event) ? [] : [event.item_id])));
  return new Set(items.flatMap(({ id }) => (touched.has(id) ? [] : [id])));
}

/** Ids of items whose history has other words than they have now. */
async function rewrittenAmong(tx: Tx, items: readonly Item[]): Promise<ReadonlySet<string>> {
  const [first] = items;
  if (!first) return new Set();
  const byId = new Map(items.map((item) => [item.id, item]));
  const events = await listItemEvents(tx, first.workspace_id, [...byId.keys()]);
  const other = events.filter(({ item_id: id, before }) => {
    const { title, description } = wordsBefore.parse(JSON.parse(before ?? "{}"));
    const item = byId.get(id);
    return (title ?? item?.title) !== item?.title || (description ?? item?.description) !== item?.description;
  });
  return new Set(other.map(({ item_id: id }) => id));
}

const wordsBefore = z.object({ title: z.string().optional(), description: z.string().optional() });

async function restate(
  ctx: ActorContext<Tx>,
  { item, line, questions, teamOnly, disclosure, checkInId }: { item: Item; line: string } & AnsweredRound,
): Promise<void> {
  const question = questions.find(({ key }) => questionOf(item) === key);
  const words = titled(line);
  const now = question ? disclosureOf(question, { teamOnly, disclosure }) : item.disclosure;
  if (!isStanding(item)) {
    const changes = { state: TYPES[item.type].begins, closed_at: null };
    await record(ctx, { item, event: "reopened", changes, checkInId });
    return;
  }
  if (wordsOf(item) === storableText(line) && item.disclosure === now) return;
  await record(ctx, {
    item,
    event: "restated",
    changes: { title: storableText(words.title), description: storableText(words.description), disclosure: now },
    checkInId,
  });
}

function disclosureOf({ key }: Question, round: Pick<AnsweredRound, "teamOnly" | "disclosure">): Disclosure {
  if (round.disclosure !== "lead" && round.teamOnly.has(key)) return "team";
  return disclosureOfItems(round.disclosure);
}

/** Disclosure of the items of an answer, unless the question is for the team only. */
export function disclosureOfItems(ofAnswer: Disclosure): Disclosure {
  return ofAnswer === "team" ? "program" : ofAnswer;
}

async function add(
  ctx: ActorContext<Tx>,
  written: { answered: AnsweredRound; question: Question; type: ItemType; line: string; sourceKey: string },
): Promise<void> {
  const { answered, question, type, line, sourceKey } = written;
  const { actor: person } = ctx;
  const { program, request, roundId, checkInId, revision, writerId } = answered;
  const input = {
    ...detailsOf(type, localDateOf(ctx.clock.now(), person.zone), request),
    ...titled(line),
    ownerId: type === "request" ? (request?.deciderId ?? null) : person.id,
    dueOn: type === "request" ? (request?.neededBy ?? null) : null,
    disclosure: disclosureOf(question, answered),
    sourceKey,
    raisedById: person.id,
    checkIn: { roundId, id: checkInId, revision, ...(writerId !== undefined && { writerId }) },
  };
  await enter(ctx, { program, ...input });
}

function detailsOf(type: ItemType, today: LocalDate, request: AnsweredRound["request"]): TypedDetails {
  const blank = blankDetails(type);
  if (blank.type === "request") {
    const { how, options } = request?.answer ?? { how: "words", options: [] };
    return { ...blank, details: answeredBy(blank.details, how, options) };
  }
  if (blank.type === "issue")
    return { type: "issue", details: { ...blank.details, blocksWork: true, blockedSince: today } };
  return blank.type === "decision" ? { type: "decision", details: { ...blank.details, decidedOn: today } } : blank;
}
