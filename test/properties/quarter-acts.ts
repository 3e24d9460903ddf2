/** What people do in a quarter, by the real use cases; what is refused is not done. */
import { workingDaysChanged } from "../../src/calendars/events.ts";
import { comeBack, goAway } from "../../src/check-ins/away/absences.ts";
import type { ActorContext } from "../../src/people/actors.ts";
import { peopleChanged } from "../../src/people/events.ts";
import { getPerson, type Person } from "../../src/people/people.ts";
import { adminsOf, saveSettings, settingsOf } from "../../src/people/settings.ts";
import type { Tx } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import type { Weekday } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeProgram, changeSeat, closeProgram, reopenProgram } from "../../src/programs/changes.ts";
import { programOf } from "../../src/programs/programs.ts";
import { seatsToShow } from "../../src/programs/seats.ts";
import { addItem, changeItem, closeItem, confirmItem, handOver, reopenItem } from "../../src/register/acts.ts";
import { trackFromAnswer } from "../../src/register/from-answers.ts";
import { itemsOfPrograms } from "../../src/register/item-rights.ts";
import type { Item, NewItem } from "../../src/register/items.ts";
import { askQuestion, delegate, offerOptions, postpone, reply } from "../../src/register/requests/acts.ts";
import { decide, undo } from "../../src/register/requests/decide.ts";
import { escalate } from "../../src/register/requests/due-requests.ts";
import { castVote, sendToCommittee } from "../../src/register/requests/votes.ts";
import { acting, WHOLE_REQUEST } from "../support/acting.ts";
import type { RecordedProgram } from "../support/record.ts";
import type { World } from "./quarter-world.ts";
import { type Act, type ActName, dayAt, type Role } from "./quarters.ts";

/** Passed, a Saturday, a Sunday, a holiday in the one zone, and days ahead; null: none. */
const DATES = [null, null, -3, 1, 2, 4, 8, 12, 20, 24];
const ZONES = ["Europe/London", "Pacific/Auckland", "Pacific/Honolulu"];
const WEEKS: Weekday[][] = [
  ["mo", "tu", "we", "th", "fr"],
  ["mo", "tu", "we", "th"],
  ["su", "mo", "tu", "we", "th"],
];
export function pick<One>(list: readonly One[], place: number): One {
  const one = list[place % list.length];
  if (one === undefined) throw new NothingToDo();
  return one;
}

/** There is nothing with which this could be done. */
class NothingToDo extends Error {}

export async function act(world: World, done: Act): Promise<boolean> {
  try {
    await DOES[done.name](world, done);
    return true;
  } catch (cause) {
    if (cause instanceof NothingToDo || cause instanceof DrumbeatError) return false;
    throw cause;
  }
}

type Does = (world: World, act: Act) => Promise<unknown>;

async function someone({ services, record, people }: World, place: number): Promise<Person> {
  return getPerson(services.db, record.workspaceId, pick(people, place).id);
}

async function everyItem({ services, record, programs }: World): Promise<Item[]> {
  const ids = programs.map(({ id }) => id);
  return (await itemsOfPrograms(services.db, record.workspaceId, ids)).toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
}

async function someItem(world: World, place: number, fits: (item: Item) => boolean = isLive): Promise<Item> {
  return pick((await everyItem(world)).filter(fits), place);
}

const isLive = ({ state }: Item) => state === "open";
const isLiveAsk = (item: Item) => item.type === "request" && isLive(item);

/** Whoever has left Slack does nothing in it. */
function here(person: Person): Person {
  if (person.is_deactivated === 1) throw new NothingToDo();
  return person;
}

/** Whoever has it by the record, answers for it, raised it or leads; or anybody. */
async function handOf(world: World, item: Item, place: number): Promise<ActorContext> {
  const { services, record, programs } = world;
  const { db } = services;
  const program = programs.find(({ id }) => id === item.program_id);
  const lead = program && (await leadOf(world, program));
  const anybody = pick(world.people, place).id;
  const hands = [item.owner_id, item.owner_id, item.owner_id, item.raised_by, lead, anybody].filter(
    (one) => typeof one === "string",
  );
  return acting(services, here(await getPerson(db, record.workspaceId, pick(hands, place))));
}

async function leadOf({ services, record }: World, { id }: RecordedProgram): Promise<string | undefined> {
  const program = await programOf(services.db, record.workspaceId, id);
  return (await seatsToShow(services.db, program, services)).find(({ role }) => role === "lead")?.person_id;
}

async function admin({ services, record, people }: World): Promise<Person> {
  return getPerson(services.db, record.workspaceId, people.at(-1)?.id ?? "");
}

function onDay({ day }: Act, after: number | null): string | null {
  return after === null ? null : dayAt(day + after);
}

function newItem({ day, b, c, d }: Act, ownerId: string | null): NewItem {
  const given = {
    title: `Something ${day}-${b}-${c}-${d}`,
    sourceKey: `command:${day}-${b}-${c}-${d}`,
    ownerId,
    dueOn: onDay({ day, name: "raise", a: 0, b, c, d }, pick(DATES, c)),
    disclosure: pick(["program", "program", "team", "lead", "above"] as const, d),
  };
  const isWhole = d % 4 !== 0;
  switch (b % 5) {
    case 0:
    case 1:
      return {
        ...given,
        type: "request",
        details: isWhole ? WHOLE_REQUEST : { ...WHOLE_REQUEST, costOfWaiting: undefined },
      };
    case 2:
      return { ...given, type: "issue", details: { blocksWork: true, ...(isWhole && { whoCanUnblock: "Ops" }) } };
    case 3:
      return { ...given, type: "risk", details: { probability: 5, impact: 4 } };
    default:
      return { ...given, type: "action", details: {} };
  }
}

async function reseat(world: World, place: number, change: (seats: Seating[]) => Seating[]): Promise<void> {
  const { services, record } = world;
  const program = await programOf(services.db, record.workspaceId, pick(world.programs, place).id);
  const held = await seatsToShow(services.db, program, services);
  const seats: Seating[] = [];
  for (const { role, person_id } of held)
    if (role !== "secretary") seats.push({ role, person: await getPerson(services.db, record.workspaceId, person_id) });
  const given = { programId: program.id, title: program.title, purpose: "", benefits: "", channelId: null };
  await changeProgram(
    { ...services, actor: await admin(world) },
    { ...given, visibility: "members", startsOn: null, endsOn: null, seats: change(seats) },
  );
}

interface Seating {
  role: Role;
  person: Person;
}

/** As Slack tells of somebody. */
async function setPerson(
  world: World,
  person: Person,
  changes: { is_deactivated: 0 | 1 } | { zone: string },
): Promise<void> {
  const { services, record } = world;
  const { db, clock } = services;
  await db
    .updateTable("person")
    .set({ ...changes, updated_at: clock.at })
    .where("id", "=", person.id)
    .execute();
  const people = [await getPerson(db, record.workspaceId, person.id)];
  await peopleChanged.happened(services, db, { workspaceId: record.workspaceId, people });
}

const DOES: Record<ActName, Does> = {
  async raise(world, done) {
    const raiser = here(await someone(world, done.a));
    const other = await someone(world, done.c + done.d);
    const owners = [raiser.id, null, other.is_deactivated === 1 ? null : other.id, raiser.id];
    const { id: programId } = pick(world.programs, done.d);
    await addItem(acting(world.services, raiser), { programId, ...newItem(done, pick(owners, done.c)) });
  },
  async answer(world, { day, a, b, c, d }) {
    const { services, record } = world;
    const cadence = pick(world.cadences, d);
    const person = pick(world.people, a);
    const actor = here(await getPerson(services.db, record.workspaceId, person.id));
    const round = await record.round(cadence, `${dayAt(day)}#${a}${b}${c}${d}`, [person]);
    const words = ["The vendor is late with the certificates.", "Nobody has signed the contract yet."];
    const answers = {
      ...(b % 3 > 0 && { blocker: pick(words, c) }),
      ...(c % 3 > 0 && { request: `Please decide on ${pick(words, b)}` }),
      ...(d % 3 > 0 && { risk: `It may be that ${pick(words, a)}` }),
    };
    const stored = await record.answer(round, person, services.clock.at, answers);
    await inTransaction(services.db, async (tx) =>
      trackFromAnswer(acting({ ...services, db: tx }, actor), {
        program: await programOf(tx, record.workspaceId, cadence.programId),
        questions: cadence.questions,
        disclosure: "team",
        roundId: round.id,
        ...stored,
        answers,
        isEdit: false,
        tracked: new Set(["blocker", "risk"]),
        teamOnly: new Set(),
        request: null,
        about: [],
        added: null,
      }),
    );
  },
  async "ask-back"(world, { day, a, b }) {
    const item = await someItem(world, a, isLiveAsk);
    await askQuestion(await handOf(world, item, b), { itemId: item.id, question: `What of ${day}?` });
  },
  async "answer-back"(world, { a }) {
    const item = await someItem(
      world,
      a,
      (one) => one.type === "request" && one.details.waiting?.because === "question",
    );
    await reply(await handOf(world, item, 3), { itemId: item.id, answer: "This" });
  },
  async "put-off"(world, done) {
    const item = await someItem(world, done.a, isLiveAsk);
    const until = dayAt(done.day + 1 + (done.c % 14));
    await postpone(await handOf(world, item, done.b), { itemId: item.id, until });
  },
  async delegate(world, { a, b, c }) {
    const item = await someItem(world, a, isLiveAsk);
    const to = { person: await someone(world, c), why: "Knows" };
    await delegate(await handOf(world, item, b), { itemId: item.id, ...to });
  },
  async "vote-begins"(world, { a, b }) {
    const item = await someItem(world, a, isLiveAsk);
    await sendToCommittee(await handOf(world, item, b), { itemId: item.id });
  },
  async vote(world, { a, b, c }) {
    const item = await someItem(world, a, (one) => one.type === "request" && one.details.waiting?.because === "vote");
    const voter = acting(world.services, await someone(world, 4 + (b % 2)));
    await castVote(voter, { itemId: item.id, option: pick([0, 1], c) });
  },
  async decide(world, { a, b }) {
    const item = await someItem(world, a, isLiveAsk);
    await decide(await handOf(world, item, b), { itemId: item.id, words: "Yes" });
  },
  async undo(world, { a, b }) {
    const item = await someItem(world, a, (one) => one.type === "request" && one.details.pending !== undefined);
    await undo(await handOf(world, item, b), { itemId: item.id });
  },
  async end(world, { a, b }) {
    const item = await someItem(world, a);
    await closeItem(await handOf(world, item, b), { id: item.id, note: "Done" });
  },
  async reopen(world, { a, b }) {
    const item = await someItem(world, a, ({ state }) => state === "done" || state === "withdrawn");
    await reopenItem(await handOf(world, item, b), { id: item.id });
  },
  async "pass-up"(world, { a, b }) {
    const item = await someItem(world, a);
    await escalate(await handOf(world, item, b), { itemId: item.id, note: "A week" });
  },
  async "hand-over"(world, { a, b, c }) {
    const item = await someItem(world, a, (one) => one.type !== "request" && isLive(one));
    const to = { owner: here(await someone(world, c)), note: "Yours" };
    await handOver(await handOf(world, item, b), { id: item.id, ...to });
  },
  async "still-blocks"(world, { a, b }) {
    const item = await someItem(world, a, (one) => one.type === "issue" && isLive(one));
    await confirmItem(await handOf(world, item, b), { id: item.id });
  },
  async "change-date"(world, done) {
    const item = await someItem(world, done.a);
    const dueOn = onDay(done, pick(DATES, done.c));
    await changeItem(await handOf(world, item, done.b), { ...item, edit: { dueOn } });
  },
  async "change-owner"(world, { a, b, c }) {
    const item = await someItem(world, a, (one) => one.type !== "request" && isLive(one));
    const owner = await someone(world, c);
    const ownerId = c % 5 === 0 || owner.is_deactivated === 1 ? null : owner.id;
    await changeItem(await handOf(world, item, b), { ...item, edit: { ownerId } });
  },
  async complete(world, done) {
    const { day, a, c } = done;
    const item = await someItem(world, a, isLiveAsk);
    await offerOptions(await handOf(world, item, 3), {
      itemId: item.id,
      title: item.title,
      decider: await someone(world, c),
      ...WHOLE_REQUEST,
      why: "",
      neededBy: dayAt(day + 1 + (c % 20)),
    });
  },
  async respond(world, { a, b, c }) {
    const item = await someItem(world, a, (one) => one.type === "risk" && isLive(one));
    const response = c % 3 === 0 ? {} : { response: "reduce" as const };
    const typed = { type: "risk" as const, details: { probability: 5, impact: 4, ...response } };
    await changeItem(await handOf(world, item, b), { ...item, edit: { typed } });
  },
  async away(world, { day, a, b, c }) {
    const person = await someone(world, a);
    const delegate = c % 2 === 0 ? null : await someone(world, c);
    const from = day + (b % 3);
    const days = { from: dayAt(from), until: dayAt(from + (c % 14)), delegate };
    await goAway({ ...world.services, actor: person }, { person, ...days });
  },
  async back(world, { a }) {
    const { db } = world.services;
    const absence = pick(await db.selectFrom("absence").selectAll().orderBy("id").execute(), a);
    const place = world.people.findIndex(({ id }) => id === absence.person_id);
    await comeBack({ ...world.services, actor: await someone(world, place) }, { absenceId: absence.id });
  },
  async leaves(world, { a }) {
    const person = await someone(world, a % (world.people.length - 1));
    await setPerson(world, person, { is_deactivated: 1 });
  },
  async returns(world, { a }) {
    const { db, workspaceId } = { db: world.services.db, workspaceId: world.record.workspaceId };
    const gone = await db.selectFrom("person").select("id").where("is_deactivated", "=", 1).orderBy("id").execute();
    await setPerson(world, await getPerson(db, workspaceId, pick(gone, a).id), { is_deactivated: 0 });
  },
  async moves(world, { a, b }) {
    await setPerson(world, await someone(world, a), { zone: pick(ZONES, b) });
  },
  async "week-changes"(world, { a }) {
    const { services, record } = world;
    const { workspaceId } = record;
    const settings = { ...(await settingsOf(services.db, workspaceId)), workingWeek: pick(WEEKS, a) };
    const namedAdmins = (await adminsOf(services.db, workspaceId)).map(({ id }) => id);
    const onDaysChanged = (tx: Tx) => workingDaysChanged.happened(services, tx, { workspaceId });
    const wanted = { ...settings, namedAdmins };
    await saveSettings({ ...services, actor: await admin(world) }, { wanted, onDaysChanged });
  },
  async "seat-ends"(world, { day, a, b, c }) {
    if (c % 2 === 0) return reseat(world, a, (seats) => seats.filter((seat) => seat !== pick(seats, b)));
    return changeSomeSeat(world, { a, b }, (seat) => ({ ...seat, until: dayAt(day + (c % 5)) }));
  },
  async "seat-begins"(world, { a, b, c }) {
    const person = await someone(world, b);
    const role = pick(["lead", "deputy", "sponsor", "steering", "team"] as const, c);
    await reseat(world, a, (seats) => [...seats, { role, person }]);
  },
  async "close-program"(world, { a }) {
    await closeProgram({ ...world.services, actor: await admin(world) }, { programId: pick(world.programs, a).id });
  },
  async "reopen-program"(world, { a }) {
    await reopenProgram({ ...world.services, actor: await admin(world) }, { programId: pick(world.programs, a).id });
  },
};

interface SeatDates {
  from: string | null;
  until: string | null;
}

async function changeSomeSeat(
  world: World,
  { a, b }: Pick<Act, "a" | "b">,
  change: (seat: SeatDates) => SeatDates,
): Promise<void> {
  const { services, record } = world;
  const { db } = services;
  const program = await programOf(db, record.workspaceId, pick(world.programs, a).id);
  const seat = pick(await seatsToShow(db, program, services), b);
  const dates = change({ from: seat.from_date, until: seat.until_date });
  await changeSeat({ ...services, actor: await admin(world) }, { programId: program.id, seatId: seat.id, ...dates });
}
