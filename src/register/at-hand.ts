/** The register on Home: the visitor's due items, and what they wait for. */
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor, timeOfDay, withoutFullStop } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/viewer.ts";
import { actions, button, lineOf, plainSection, section, shorten } from "../slack/blocks.ts";
import { type FoldedList, foldList, type Group, type HomeSection, oncePerHome, withHeading } from "../slack/home.ts";
import { listItemsFor, ownAmong } from "./grounds.ts";
import { itemIds } from "./ids.ts";
import { type Item, listItemsToDo, listRequestsWaiting } from "./repository.ts";
import { firstButtons, stateLine, type Viewer } from "./requests/cards.ts";
import { isRequest, type Request, type RequestItem, requestsOf } from "./requests/request.ts";
import { requestTexts } from "./requests/texts.ts";
import { isOverdue, redactedUnlessOwn } from "./rules.ts";
import { registerTexts } from "./texts.ts";
import { dateLine, titleLine } from "./words.ts";

const ITEMS_SHOWN = 3;
/** Further ones are counted up to here. */
const COUNTED = 100;
const LONGEST_LINE = 900;

/** The visitor's open items by due date. One statement; more only if an item is outside their programs. */
export function itemsSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, now, programs } = visitor;
    const { home, button: buttons, reminder } = textsFor(registerTexts, reader);
    const today = localDateOf(now, person.zone);
    const own = await listItemsToDo(services.db, person.workspace_id, person.id, { reviewedBy: today, limit: COUNTED });
    const others = own.flatMap((item) => (programs.some(({ id }) => id === item.program_id) ? [] : [item.id]));
    // They may own an item of a program in which they have no role.
    const still = others.length > 0 ? await listItemsFor(services, person, { ids: others }) : [];
    const isStill = (id: string) => !others.includes(id) || still.some((item) => item.id === id);
    const due = own.filter(({ id, due_on: on }) => on !== null && on <= today && isStill(id));
    const groups = due.map((item) => {
      const date = isOverdue(item, today) && item.due_on ? reminder.overdue(shortDate(reader, item.due_on)) : null;
      const line = [
        withoutFullStop(titleLine(redactedUnlessOwn(item, person.id))),
        date ?? dateLine(reader, item) ?? "",
      ].join(" · ");
      return [plainSection(shorten(line, LONGEST_LINE), button(itemIds.open, buttons.open, { value: item.id }))];
    });
    return foldList(groups, { key: "items", shown: ITEMS_SHOWN, more: home.more });
  };
}

/** The visitor's requests, with their present owners. */
export function waitingSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, person } = visitor;
    const { waiting } = await requestsAtHand(services, visitor);
    return withHeading(textsFor(requestTexts, reader).home.waiting, waitingGroups(reader, waiting, person.id));
  };
}

export interface RequestsAtHand {
  /** To decide, or decided and still undoable, by the visitor or whoever they stand in for; the most urgent first. */
  toDecide: Request[];
  /** Their own requests that wait for their reply. */
  toReply: Request[];
  /** Open votes in which they have not voted. */
  toVote: Request[];
  /** Waiting for others: their own requests, and those they will decide once their question is answered. */
  waiting: Request[];
}

/** Read once per Home: at most six statements, for any number of programs. */
export const requestsAtHand = oncePerHome(readRequestsAtHand);

async function readRequestsAtHand(
  { db, events }: Pick<Services, "db" | "events">,
  visitor: Visitor,
): Promise<RequestsAtHand> {
  const { person, reader, now, programs } = visitor;
  const workspaceId = person.workspace_id;
  const isSponsor = ({ role }: { role: string }) => role === "sponsor";
  const besides = programs.flatMap(({ id, roles, holders }) =>
    roles.includes("sponsor") ? holders.filter(isSponsor).map(({ personId }) => ({ id, personId })) : [],
  );
  const committees = programs.filter(({ roles }) => roles.includes("steering")).map(({ id }) => id);
  const found = await listRequestsWaiting(db, workspaceId, {
    ownerIds: [...new Set([person.id, ...besides.map(({ personId }) => personId)])],
    requesterId: person.id,
    programIds: committees,
  });
  const items = found.map((item): Item => item).filter(isRequest);
  const seated = new Set(programs.map(({ id }) => id));
  const services = { clock: { now: () => now }, events };
  const own = await ownAmong(services, db, person, items, (id) => seated.has(id));
  const isTheirs = (item: RequestItem) =>
    own.get(item)?.includes("owner") === true ||
    // Each of several sponsors may decide what one of them has.
    (item.raised_by !== person.id &&
      besides.some(({ id, personId }) => id === item.program_id && personId === item.owner_id));
  const asked = items.filter((item) => item.raised_by === person.id && own.get(item)?.includes("asker") === true);
  const inVote = items.filter(
    ({ raised_by, program_id }) => raised_by !== person.id && committees.includes(program_id),
  );
  const programsOf = new Map(found.map(({ program_id, program: title }) => [program_id, { title }]));
  const shown = (chosen: readonly RequestItem[], isView: boolean) =>
    requestsOf(db, workspaceId, chosen, { at: now, zone: reader.zone, isView, programs: programsOf });
  const others = await shown(
    items.filter((item) => !asked.includes(item)),
    false,
  );
  const requests = new Map([...others, ...(await shown(asked, true))].map((request) => [request.id, request]));
  const requestsFor = (chosen: readonly RequestItem[]) => chosen.flatMap(({ id }) => requests.get(id) ?? []);
  const inHand = requestsFor(items.filter(isTheirs));
  const withOthers = requestsFor(asked.filter((item) => !isTheirs(item)));
  return {
    toDecide: inHand.filter(isToDecideNow).toSorted(byUrgency),
    toReply: withOthers.filter(isToReply),
    toVote: requestsFor(inVote).filter(
      ({ waitsFor, votes }) => waitsFor === "committee" && !votes.some(({ personId }) => personId === person.id),
    ),
    waiting: [
      ...inHand.filter(({ waitsFor }) => waitsFor === "question"),
      ...withOthers.filter((each) => !isToReply(each)),
    ],
  };
}

function isToDecideNow({ waitsFor, pending }: Request): boolean {
  return waitsFor === "decider" || waitsFor === "date" || (waitsFor === "undo" && pending !== null);
}

function isToReply({ question, waitsFor }: Request): boolean {
  return question?.answer === null && waitsFor !== null;
}

/** Overdue first, then by answer date. */
function byUrgency(request: Request, other: Request): number {
  const rank = ({ isOverdue, answerBy, askedAt }: Request) => `${isOverdue ? 0 : 1} ${answerBy ?? "9"} ${askedAt}`;
  return rank(request) < rank(other) ? -1 : 1;
}

const REQUESTS_SHOWN = 5;
const LONGEST_TITLE = 300;

/** What somebody is to decide, to reply to or to vote on, each with its buttons. */
export function decisionGroups(
  reader: Reader,
  { toDecide, toReply, toVote }: Omit<RequestsAtHand, "waiting">,
  readerId: string,
): (Group | FoldedList)[] {
  const texts = textsFor(requestTexts, reader).home;
  const groups = [
    ...toDecide.map((request): Group => {
      const { pending, decider } = request;
      if (pending && pending.by.id !== readerId) {
        const { deciding } = textsFor(requestTexts, reader).now;
        return [plainSection(`${request.title}\n${deciding(pending.by.name, timeOfDay(reader, pending.until))}`)];
      }
      // Another sponsor who may decide it gets the decider's buttons.
      const viewer: Viewer = { readerId: pending ? readerId : decider.id, as: "decider" };
      const buttons = firstButtons(reader, request, viewer);
      const state = stateLine(reader, request, viewer);
      if (state !== null) return [plainSection(`${request.title}\n${state}`, buttons.at(-1))];
      return [section(lineOf(headOf(reader, request))), actions(`ask.home:${request.id}`, ...buttons)];
    }),
    ...toReply.map((request): Group => {
      const viewer: Viewer = { readerId, as: "requester" };
      const lines = [headOf(reader, request), stateLine(reader, request, viewer)].join("\n");
      return [plainSection(lines, firstButtons(reader, request, viewer).at(-1))];
    }),
    ...toVote.map((request): Group => {
      const [vote] = firstButtons(reader, request, { readerId, as: "voter" });
      return [section(lineOf([headOf(reader, request), texts.toVote].join(" · ")), vote)];
    }),
  ];
  return foldList(groups, { key: "requests", shown: REQUESTS_SHOWN, more: texts.more });
}

/** “Loyalty · Release Dieter? · by Wed 4 Nov · from Tom Baker” */
function headOf(reader: Reader, request: Request): string {
  const from = textsFor(requestTexts, reader).head.from(request.asker.name);
  return [request.program.title, shorten(request.title, LONGEST_TITLE), ...dayOf(reader, request), from].join(" · ");
}

function dayOf(reader: Reader, { answerBy, neededBy, isOverdue, isAnswerLate }: Request): string[] {
  const texts = textsFor(requestTexts, reader).home;
  if (isOverdue && neededBy !== null) return [texts.overdue(shortDate(reader, neededBy))];
  if (answerBy === null) return [];
  return [(isAnswerLate ? texts.late : texts.by)(shortDate(reader, answerBy))];
}

/** Its present owner, and until when. */
export function waitingGroups(reader: Reader, waiting: readonly Request[], readerId: string): (Group | FoldedList)[] {
  const { home: texts, buttons } = textsFor(requestTexts, reader);
  const groups = waiting.map((request): Group => {
    const { decider, asker, waitsFor } = request;
    const isAsker = asker.id === readerId;
    const viewer: Viewer = isAsker ? { readerId, as: "requester" } : { readerId: decider.id, as: "decider" };
    const [day] = dayOf(reader, request);
    const where = !isAsker
      ? texts.reply(asker.name)
      : day === undefined || waitsFor === "committee"
        ? (stateLine(reader, request, viewer) ?? "")
        : `${decider.name}, ${day}`;
    const [press = button(itemIds.open, buttons.open, { value: request.id })] = firstButtons(reader, request, viewer);
    return [plainSection([shorten(request.title, LONGEST_TITLE), where].join(" · "), press)];
  });
  return foldList(groups, { key: "waiting", shown: REQUESTS_SHOWN, more: texts.more });
}
