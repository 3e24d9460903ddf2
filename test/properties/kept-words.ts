/**
 * Random items of each disclosure with a word of its own in each text, and random acts on them. Who may read a word is said
 * here, by no rule of the product: those whose role the row was written for, and those who have had to do with a row in
 * which it stands.
 */
import fc from "fast-check";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { getPerson, type Person } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import type { Services } from "../../src/platform/services.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programOf } from "../../src/programs/programs.ts";
import * as acts from "../../src/register/acts.ts";
import { listSameAs } from "../../src/register/duplicates.ts";
import { trackFromAnswer } from "../../src/register/from-answers.ts";
import { importItems } from "../../src/register/import/import-items.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";
import { itemsOfPrograms } from "../../src/register/item-rights.ts";
import type { Item } from "../../src/register/items.ts";
import { listFound, listRecord } from "../../src/register/list/list.ts";
import * as requestActs from "../../src/register/requests/acts.ts";
import { decide, undo } from "../../src/register/requests/decide.ts";
import { escalate, handleDueRequests, replyAboutBlocker } from "../../src/register/requests/due-requests.ts";
import { castVote, sendToCommittee } from "../../src/register/requests/votes.ts";
import { viewOfItem } from "../../src/register/views.ts";
import { acting } from "../support/acting.ts";
import {
  aRecord,
  type RecordedCadence,
  type RecordedPerson,
  type RecordedProgram,
  type RecordedRound,
} from "../support/record.ts";
import { countedIds, servicesAt } from "../support/still-clock.ts";

/** Whose role each disclosure is for. */
const READERS = {
  program: ["lead", "deputy", "sponsor", "steering", "team"],
  team: ["lead", "deputy", "team"],
  lead: ["lead", "deputy"],
  above: ["lead", "deputy", "sponsor", "steering"],
} as const;
type Disclosure = keyof typeof READERS;
const DISCLOSURES = ["program", "team", "lead", "above"] as const;

export const ROLE_OF = {
  lena: "lead",
  dan: "deputy",
  sol: "sponsor",
  cora: "steering",
  carl: "steering",
  tess: "team",
  theo: "team",
  olga: "nobody",
} as const;
export const HANDLES = ["lena", "dan", "sol", "cora", "carl", "tess", "theo", "olga"] as const;
export type Handle = (typeof HANDLES)[number];

export const KEPT: Question[] = [
  { key: "one", type: "long-text", label: "One", feeds: "blocker", track: true },
  { key: "two", type: "long-text", label: "Two", feeds: "blocker", track: true },
  { key: "risk", type: "long-text", label: "Risk", feeds: "risk", track: true },
  { key: "request", type: "long-text", label: "Ask", feeds: "request" },
  { key: "keep", type: "fields", label: "Keep in the team" },
];

export interface Act {
  name: ActName;
  a: number;
  b: number;
  c: number;
  d: number;
}

interface Word {
  /** For whom its author has written it, perhaps again. */
  disclosures: Set<Disclosure>;
  /** The items in which it may stand. */
  homes: Set<string>;
  /** Who has written it in an answer, and reads that again. */
  author: Handle | null;
}

interface Answered {
  cadence: RecordedCadence;
  round: RecordedRound;
  who: Handle;
  lines: Record<string, string[]>;
}

export interface World {
  services: Services;
  record: Pick<Awaited<ReturnType<typeof aRecord>>, "workspaceId" | "round" | "answer">;
  /** Lets so much time go by, in milliseconds, with what is due in it. */
  wait(ms: number): Promise<void>;
  people: Record<Handle, RecordedPerson>;
  program: RecordedProgram;
  cadences: { cadence: RecordedCadence; disclosure: "team" | "lead" | "above" }[];
  answered: Answered[];
  words: Map<string, Word>;
  count: number;
}

class NothingToDo extends Error {}

function pick<One>(list: readonly One[], place: number): One {
  const one = list[place % list.length];
  if (one === undefined) throw new NothingToDo();
  return one;
}

/** `item`: where it is written; null: a row that is made by the act. */
function newWord(world: World, disclosure: Disclosure, item: Item | null = null, author: Handle | null = null): string {
  world.count += 1;
  const word = `w${world.count}z`;
  world.words.set(word, { disclosures: new Set([disclosure]), homes: new Set(item ? [item.id] : []), author });
  return word;
}

const everyItem = async ({ services, record, program }: World) =>
  (await itemsOfPrograms(services.db, record.workspaceId, [program.id])).toSorted((a, b) => (a.id < b.id ? -1 : 1));

async function someItem(world: World, place: number, fits: (item: Item) => boolean): Promise<Item> {
  return pick((await everyItem(world)).filter(fits), place);
}

const isOpen = ({ state }: Item) => state === "open";
const isOpenRequest = (item: Item) => item.type === "request" && isOpen(item);
const isOpenIssue = (item: Item) => item.type === "issue" && isOpen(item);

async function someone(world: World, place: number): Promise<Person> {
  return getPerson(world.services.db, world.record.workspaceId, world.people[pick(HANDLES, place)].id);
}

/** Whoever has it, raised it or leads; or anybody. */
async function handOf(world: World, item: Item, place: number) {
  const anybody = world.people[pick(HANDLES, place)].id;
  const id = pick([item.owner_id ?? anybody, item.raised_by, world.people.lena.id, anybody], place);
  return acting(world.services, await getPerson(world.services.db, world.record.workspaceId, id));
}

function textsOf(world: World, disclosure: Disclosure, item: Item | null = null) {
  return { title: newWord(world, disclosure, item), description: newWord(world, disclosure, item) };
}

/** Saves an answer, or another revision of it. What somebody writes again is for whom they say now. */
async function answers(world: World, answered: Answered, { c, d }: Act): Promise<void> {
  const { services, record, program } = world;
  const { cadence, round, who, lines } = answered;
  const { disclosure = "team" } = world.cadences.find((each) => each.cadence === cadence) ?? {};
  const keys = KEPT.flatMap(({ key, type }) => (type === "fields" ? [] : [key]));
  const teamOnly = new Set(keys.filter((_, place) => ((d >> place) & 1) === 1));
  for (const [place, key] of keys.entries()) {
    const usual = disclosure === "team" ? "program" : disclosure;
    const now = disclosure !== "lead" && teamOnly.has(key) ? "team" : usual;
    const before = lines[key] ?? [];
    const kept = before.filter((_, index) => ((c >> (index + place)) & 1) === 0);
    for (const word of kept) world.words.get(word)?.disclosures.add(now);
    lines[key] = c % 3 === 0 && before.length > 0 ? kept : [...kept, newWord(world, now, null, who)];
  }
  const given: Answers = Object.fromEntries(keys.map((key) => [key, (lines[key] ?? []).join("\n")]));
  const actor = await getPerson(services.db, record.workspaceId, world.people[who].id);
  const stored = await record.answer(round, world.people[who], services.clock.now(), {
    ...given,
    ...(teamOnly.size > 0 && { keep: [...teamOnly] }),
  });
  await inTransaction(services.db, async (tx) =>
    trackFromAnswer(acting({ ...services, db: tx }, actor), {
      program: await programOf(tx, record.workspaceId, program.id),
      questions: KEPT,
      disclosure,
      roundId: round.id,
      ...stored,
      answers: given,
      isEdit: stored.revision > 1,
      tracked: new Set(keys),
      teamOnly,
      request: null,
      about: [],
      added: null,
    }),
  );
}

/** By the act that each plays; the test compares them with those that the register exports. */
export const ACTS = {
  async addItem(world, { a, b, c, d }) {
    const disclosure = pick(DISCLOSURES, b);
    const owner = await someone(world, c);
    const texts = textsOf(world, disclosure);
    const given = { ...texts, disclosure, sourceKey: `command:${texts.title}`, ownerId: owner.id, dueOn: "2026-12-01" };
    const word = () => newWord(world, disclosure);
    const typed = pick(
      [
        { type: "issue" as const, details: { blocksWork: true, impact: word() } },
        { type: "risk" as const, details: { cause: word(), effect: word() } },
        { type: "action" as const, details: {} },
        { type: "decision" as const, details: { context: word() } },
        { type: "request" as const, details: { kind: "decision" as const, why: word() } },
        { type: "issue" as const, details: { blocksWork: true } },
      ],
      d,
    );
    await acts.addItem(acting(world.services, await someone(world, a)), {
      programId: world.program.id,
      ...given,
      ...typed,
    });
  },
  async trackFromAnswer(world, done) {
    const { a, b } = done;
    const old = world.answered[a % Math.max(1, world.answered.length)];
    if (old && b % 3 > 0) return answers(world, old, done);
    const { cadence } = pick(world.cadences, b);
    const who = pick(["tess", "theo"] as const, a);
    const key = `2026-11-05#${world.answered.length}`;
    const round = await world.record.round(cadence, key, [world.people[who]]);
    const answered = { cadence, round, who, lines: {} };
    world.answered.push(answered);
    return answers(world, answered, done);
  },
  async mergeItems(world, { a, b, c }) {
    const item = await someItem(world, a, (one) => isOpen(one));
    const hand = await handOf(world, item, b);
    const others = (await everyItem(world)).filter(
      (one) => one.type === item.type && one.id !== item.id && isOpen(one),
    );
    const offered = new Set((await listSameAs(hand, item)).map(({ id }) => id));
    const other = pick(others, c);
    const merging = acts.mergeItems(hand, { id: item.id, sameAsId: other.id });
    const isMerged = await merging.then(
      () => true,
      (cause: unknown) => {
        if (!(cause instanceof DrumbeatError)) throw cause;
        return false;
      },
    );
    if (isMerged && !offered.has(other.id)) throw new Error("What is not offered was merged");
  },
  async changeItem(world, { a, b }) {
    const item = await someItem(world, a, isOpen);
    await acts.changeItem(await handOf(world, item, b), { ...item, edit: textsOf(world, item.disclosure, item) });
  },
  async handOver(world, { a, b, c }) {
    const item = await someItem(world, a, (one) => isOpen(one) && one.type !== "request");
    const note = newWord(world, item.disclosure, item);
    await acts.handOver(await handOf(world, item, b), { id: item.id, owner: await someone(world, c), note });
  },
  async closeItem(world, { a, b }) {
    const item = await someItem(world, a, isOpen);
    const note = newWord(world, item.disclosure, item);
    await acts.closeItem(await handOf(world, item, b), { id: item.id, note });
  },
  async reopenItem(world, { a, b }) {
    const item = await someItem(world, a, ({ state }) => ["done", "dropped", "withdrawn"].includes(state));
    await acts.reopenItem(await handOf(world, item, b), { id: item.id });
  },
  async confirmItem(world, { a, b }) {
    const item = await someItem(world, a, isOpen);
    await acts.confirmItem(await handOf(world, item, b), { id: item.id });
  },
  async moveItemTo(world, { a, b }) {
    const item = await someItem(world, a, isOpen);
    const reason = newWord(world, item.disclosure, item);
    await acts.moveItemTo(await handOf(world, item, b), { id: item.id, to: "2026-12-10", reason });
  },
  /** As its form does, which has the words of the old one in it. */
  async replaceDecision(world, { a, b }) {
    const item = await someItem(world, a, (one) => one.type === "decision" && one.state === "active");
    await acts.replaceDecision(await handOf(world, item, b), {
      id: item.id,
      revision: item.revision,
      type: "decision",
      details: {},
      title: item.title,
      description: newWord(world, item.disclosure),
      sourceKey: `form:${item.id}`,
    });
  },
  async importItems(world) {
    const { services, record } = world;
    const texts = textsOf(world, "program");
    const program = await programOf(services.db, record.workspaceId, world.program.id);
    const csv = [
      ["type", "title", "description", "due"],
      ["risk", texts.title, texts.description, "2026-12-01"],
    ];
    const rows = csv.map((cells, index) => ({ line: index + 1, cells }));
    const { items } = readImport(rows, { owners: new Map(), language: "en", today: "2026-11-04" });
    const file = `${newWord(world, "program")}.csv`;
    const actor = await getPerson(services.db, record.workspaceId, world.people.lena.id);
    await importItems(acting(services, actor), { program, rows: items, file, language: "en" });
  },
  async askQuestion(world, { a, b }) {
    const item = await someItem(world, a, isOpenRequest);
    const question = newWord(world, item.disclosure, item);
    await requestActs.askQuestion(await handOf(world, item, b), { itemId: item.id, question });
  },
  async reply(world, { a, b }) {
    const item = await someItem(world, a, isOpenRequest);
    const answer = newWord(world, item.disclosure, item);
    await requestActs.reply(await handOf(world, item, b), { itemId: item.id, answer });
  },
  async delegate(world, { a, b, c }) {
    const item = await someItem(world, a, isOpenRequest);
    const why = newWord(world, item.disclosure, item);
    await requestActs.delegate(await handOf(world, item, b), { itemId: item.id, person: await someone(world, c), why });
  },
  async postpone(world, { a, b }) {
    const item = await someItem(world, a, isOpenRequest);
    await requestActs.postpone(await handOf(world, item, b), { itemId: item.id, until: "2026-11-25" });
  },
  async offerOptions(world, { a, b, c }) {
    const item = await someItem(world, a, isOpenRequest);
    const word = () => newWord(world, item.disclosure, item);
    await requestActs.offerOptions(await handOf(world, item, b), {
      itemId: item.id,
      title: word(),
      decider: await someone(world, c),
      recommended: 0,
      why: word(),
      neededBy: "2026-11-27",
      costOfWaiting: word(),
      options: [
        { label: word(), effect: word(), doesNothing: false },
        { label: word(), doesNothing: true },
      ],
    });
  },
  async decide(world, { a, b, c }) {
    const item = await someItem(world, a, isOpenRequest);
    const words = newWord(world, item.disclosure, item);
    const rationale = newWord(world, item.disclosure, item);
    await decide(await handOf(world, item, b), { itemId: item.id, words, rationale });
    if (c % 3 === 0) return;
    await world.wait(11 * MINUTE);
  },
  async undo(world, { a, b }) {
    const item = await someItem(world, a, isOpenRequest);
    await undo(await handOf(world, item, b), { itemId: item.id });
  },
  async sendToCommittee(world, { a, b }) {
    const item = await someItem(world, a, isOpenRequest);
    await sendToCommittee(await handOf(world, item, b), { itemId: item.id });
  },
  async castVote(world, { a, b, c }) {
    const item = await someItem(world, a, (one) => one.type === "request" && one.details.waiting?.because === "vote");
    await castVote(await handOf(world, item, b), { itemId: item.id, option: c % 2 });
  },
  async escalate(world, { a, b }) {
    const item = await someItem(world, a, isOpenIssue);
    const note = newWord(world, item.disclosure, item);
    await escalate(await handOf(world, item, b), { itemId: item.id, note });
  },
  async replyAboutBlocker(world, { a, b }) {
    const item = await someItem(world, a, isOpenIssue);
    const note = newWord(world, item.disclosure, item);
    await replyAboutBlocker(await handOf(world, item, b), { itemId: item.id, note });
  },
} satisfies Record<string, (world: World, act: Act) => Promise<void>>;
export type ActName = keyof typeof ACTS;

const NAMES = Object.keys(ACTS).flatMap((name): ActName[] => {
  const act = isActName(name) ? name : null;
  // Without these there is nothing to do.
  return act === null ? [] : Array(["addItem", "trackFromAnswer", "mergeItems"].includes(act) ? 5 : 1).fill(act);
});

function isActName(name: string): name is ActName {
  return name in ACTS;
}

const place = fc.nat(255);
export const history = (most: number) =>
  fc.array(fc.record({ name: fc.constantFrom(...NAMES), a: place, b: place, c: place, d: place }), {
    minLength: most / 2,
    maxLength: most,
  });

/** Plays them and returns what stands where it may not. `readers`: whose views are looked at in the end. */
export async function playThrough(
  db: Db,
  done: readonly Act[],
  readers: readonly Handle[] = HANDLES,
): Promise<string[]> {
  const world = await aWorld(db);
  const problems = await playActs(world, done);
  if (problems.length > 0) return problems;
  for (const handle of readers) problems.push(...(await foreignWordsShownTo(world, handle)));
  return problems;
}

/** Returns what stands in a row where it may not, after the first act that has put it there. */
export async function playActs(world: World, done: readonly Act[]): Promise<string[]> {
  for (const act of done) {
    try {
      await ACTS[act.name](world, act);
    } catch (cause) {
      if (!(cause instanceof NothingToDo || cause instanceof DrumbeatError)) throw cause;
    }
    const problems = await rowsWithForeignWords(world);
    if (problems.length > 0) return problems.map((problem) => `${act.name}: ${problem}`);
  }
  return [];
}

async function aWorld(db: Db): Promise<World> {
  const record = await aRecord(db);
  const named: [Handle, RecordedPerson][] = [];
  for (const handle of HANDLES) named.push([handle, await record.person(handle)]);
  const byHandle = new Map(named);
  const person = (handle: Handle): RecordedPerson => byHandle.get(handle) ?? pick(named, 0)[1];
  const seats = (["lead", "deputy", "sponsor", "steering", "team"] as const).map(
    (role) => [role, HANDLES.filter((handle) => ROLE_OF[handle] === role).map(person)] as const,
  );
  const program = await record.program("alder", { seats: Object.fromEntries(seats) });
  const cadences: World["cadences"] = [];
  for (const disclosure of ["team", "team", "lead", "above"] as const)
    cadences.push({ disclosure, cadence: await record.cadence(program, { questions: KEPT, disclosure }) });
  const services = { ...servicesAt(db, "2026-11-10T12:00:00.000Z"), ids: countedIds("00000000-0000-7000-8000", 12) };
  const wait = async (ms: number) => {
    services.clock.at = addMs(services.clock.at, ms);
    await handleDueRequests(services);
  };
  const people = {
    lena: person("lena"),
    dan: person("dan"),
    sol: person("sol"),
    cora: person("cora"),
    carl: person("carl"),
    tess: person("tess"),
    theo: person("theo"),
    olga: person("olga"),
  };
  return { services, record, wait, people, program, cadences, answered: [], words: new Map(), count: 0 };
}

/** All that a row has, with its history, and who has had to do with it: by id of the item. */
async function rowsOf({ services: { db }, people }: World) {
  const items = await db.selectFrom("item").selectAll().orderBy("id").execute();
  const events = Map.groupBy(await db.selectFrom("item_event").selectAll().execute(), ({ item_id: id }) => id);
  return items.map((item) => {
    const text = JSON.stringify([item.title, item.description, item.details, events.get(item.id)]);
    const named = Object.values(people).flatMap(({ id }) => (text.includes(id) ? [id] : []));
    return { item, text, concerned: new Set([item.raised_by, item.owner_id ?? "", ...named]) };
  });
}

const wordsIn = (text: string) => new Set(text.match(/w\d+z/g));

/** Each word stands in its own row, or in one that nobody reads who may not read it; else its words have gone further. */
async function rowsWithForeignWords(world: World): Promise<string[]> {
  const rows = await rowsOf(world);
  return rows.flatMap(({ item, text }) =>
    [...wordsIn(text)].flatMap((word) => {
      const known = world.words.get(word);
      if (!known) return [];
      const isWider = !new Set<string>(READERS[item.disclosure]).isSubsetOf(rolesOf(known));
      const stands = `${word} for ${[...known.disclosures].join()} stands in ${item.type} ${item.number} for ${item.disclosure}`;
      if (known.homes.has(item.id)) return isWider ? [stands] : [];
      const first = known.homes.size === 0;
      const strangers = first
        ? []
        : HANDLES.filter(
            (handle) =>
              [item.raised_by, item.owner_id].includes(world.people[handle].id) && !mayRead(world, rows, handle, known),
          );
      known.homes.add(item.id);
      return isWider || strangers.length > 0 ? [`${stands}, read by ${strangers.join(", ")}`] : [];
    }),
  );
}

function rolesOf({ disclosures }: Word): Set<string> {
  return new Set([...disclosures].flatMap((disclosure) => READERS[disclosure]));
}

function mayRead(world: World, rows: Awaited<ReturnType<typeof rowsOf>>, handle: Handle, word: Word): boolean {
  if (rolesOf(word).has(ROLE_OF[handle])) return true;
  return rows.some(({ item, concerned }) => word.homes.has(item.id) && concerned.has(world.people[handle].id));
}

/** In items with their histories, in lists and in what is searched for. */
async function foreignWordsShownTo(world: World, handle: Handle): Promise<string[]> {
  const rows = await rowsOf(world);
  const person = await getPerson(world.services.db, world.record.workspaceId, world.people[handle].id);
  const ctx = acting(world.services, person);
  const shown: string[] = [];
  for (const { item } of rows) shown.push(await viewOfItem(ctx, { itemId: item.id }).then(JSON.stringify, () => ""));
  const everything = { isMine: false, programId: null, type: null, state: "all" } as const;
  shown.push(JSON.stringify((await listRecord(ctx, everything)).listed));
  shown.push(JSON.stringify(await listFound(ctx, { words: "w" })));
  return [...wordsIn(shown.join("\n"))].flatMap((word) => {
    const known = world.words.get(word);
    return known && !mayRead(world, rows, handle, known)
      ? [`${word} for ${[...known.disclosures].join()} is shown to ${handle}`]
      : [];
  });
}

/** Who may read each word now: by handle. */
export async function readersOfWords(world: World): Promise<Map<string, Handle[]>> {
  const rows = await rowsOf(world);
  return new Map(
    [...world.words].map(([word, known]) => [
      word,
      HANDLES.filter((one) => one === known.author || mayRead(world, rows, one, known)),
    ]),
  );
}
