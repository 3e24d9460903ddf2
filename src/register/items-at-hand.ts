/** The register on Home: the visitor's due items, and what they wait for. */
import { readerToday, type SendContext } from "../delivery/message-kind.ts";
import { coverLines, isActedFor, listActedFor } from "../people/covering-messages.ts";
import { getPerson } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { programsDecidedOver } from "../programs/committee.ts";
import { programsCoveredBy } from "../programs/programs-covered.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { button, plainSection } from "../slack/blocks.ts";
import { type FoldedList, foldList, type Group, type HomeSection, oncePerHome, withHeading } from "../slack/home.ts";
import { isReviewed, redacted, redactedUnlessOwn } from "./codes-and-transitions.ts";
import { itemIds } from "./ids.ts";
import { listItemsFor, ownAmong } from "./item-rights.ts";
import { dateLine, endLine, titleLine } from "./items-in-words.ts";
import { remindedBlocks, remindedNouns } from "./reminders/owner-messages.ts";
import { findItem, type Item, listItemsToDo, listRequestsWaiting, type WithProgram } from "./repository.ts";
import { blockerActs, doneInWords, endsByOthers } from "./requests/blocker-messages.ts";
import { dayLine, firstButtons, requestLine, stateLine, type Viewer } from "./requests/cards.ts";
import { barredFrom } from "./requests/ladder.ts";
import { isLimited } from "./requests/limits.ts";
import { requestLines, requestNouns } from "./requests/messages.ts";
import { escalationFacts, isOpenBlocker, nextForBlockers, nextOwner } from "./requests/next-owner.ts";
import { isRequest, isToVote, type Request, type RequestItem, requestsOf } from "./requests/request.ts";
import { requestTexts } from "./requests/texts.ts";

const ITEMS_SHOWN = 3;
const REQUESTS_SHOWN = 5;
/** Further ones are counted up to here. */
export const ITEMS_READ = 100;
type Reads = Pick<Services, "db" | "events"> & { clock: Pick<Services["clock"], "now"> };
/** `isMessage`: where words that are for the lead alone have no place. */
type Reading = Visitor & { isMessage?: true };

/** The visitor's own items that are open, or to be reviewed; read once per Home. */
export const ownItems = oncePerHome(async (services: Reads, { person, now, programs }: Reading) => {
  const wanted = { reviewedBy: localDateOf(now, person.zone), limit: ITEMS_READ };
  const own = await listItemsToDo(services.db, person.workspace_id, person.id, wanted);
  const others = own.flatMap((item) => (programs.some(({ id }) => id === item.program_id) ? [] : [item.id]));
  // They may own an item of a program in which they have no role.
  const still = others.length > 0 ? await listItemsFor(services, person, { ids: others }) : [];
  return own.filter(({ id }) => !others.includes(id) || still.some((item) => item.id === id));
});

/** The visitor's own blockers. */
export async function ownBlockers(services: Reads, visitor: Reading): Promise<WithProgram[]> {
  return (await ownItems(services, visitor)).filter((item) => isOpenBlocker(item));
}

/** What of the visitor’s is due, and all that blocks, the first due first; then what is due of those for whom they act. */
export function itemsSection(services: Reads): HomeSection<Reading> {
  return async (visitor) => {
    const { db } = services;
    const { person, reader, now, isMessage = false } = visitor;
    const today = localDateOf(now, person.zone);
    const wanted = { reviewedBy: today, limit: ITEMS_READ };

    const isDue = ({ due_on: on }: Item) => on !== null && on <= today;
    const shown: { item: WithProgram; owner?: string }[] = (await ownItems(services, visitor))
      .filter((item) => isDue(item) || isOpenBlocker(item))
      .map((item) => ({ item }));
    for (const acted of await whomTheyActFor(services, visitor))
      for (const item of await listItemsToDo(db, person.workspace_id, acted.personId, wanted))
        if (isActedFor(acted, item.program_id) && isDue(item)) shown.push({ item, owner: acted.name });

    const blockers = shown.flatMap(({ item }): Item => item).filter(isOpenBlocker);
    const next = await nextForBlockers(db, person.workspace_id, blockers, now);
    const readerId = isMessage ? "" : person.id;
    const groups = shown.map(({ item, owner = null }): Group => {
      const because = item.due_on !== null && item.due_on < today && !isReviewed(item) ? "overdue" : "due";
      const reminded = { item: redactedUnlessOwn(item, readerId), program: item.program, because, owner } as const;
      const blocks = remindedBlocks({ ...reader, today }, reminded);
      if (!isOpenBlocker(item)) return blocks;
      return [...blocks.slice(0, 1), blockerActs(reader, item.id, next.get(item.id) ?? null)];
    });

    return foldList(groups, {
      key: "items",
      shown: ITEMS_SHOWN,
      more: textsFor(requestTexts, reader).home.more,
      together: (count) => remindedNouns(reader, count),
    });
  };
}

const whomTheyActFor = oncePerHome(({ db }: Reads, visitor: Visitor) => listActedFor(db, visitor));

/** For whom they cover; then the visitor's requests, with their present owners. */
export function waitingSection(services: Reads): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, person } = visitor;
    const { waiting } = await requestsAtHand(services, visitor);
    const covers = coverLines(reader, await whomTheyActFor(services, visitor)).map((line) => [plainSection(line)]);
    const heading = textsFor(requestTexts, reader).home.waiting;
    return [...covers, ...withHeading(heading, waitingGroups(reader, waiting, person.id))];
  };
}

export interface RequestsAtHand {
  /** To decide, or decided and still undoable, by the visitor or whoever they stand in for; the most urgent first. */
  toDecide: Request[];
  /** Of those whose last day it is, by id: who has it after that. */
  goesTo: ReadonlyMap<string, string>;
  /** Their own requests that wait for their reply. */
  toReply: Request[];
  /** Open votes in which they have not voted. */
  toVote: Request[];
  /** Waiting for others: their own requests, and those they will decide once their question is answered. */
  waiting: Request[];
}

/** Read once per Home. */
export const requestsAtHand = oncePerHome(readRequestsAtHand);

async function readRequestsAtHand({ db, clock, events }: Reads, visitor: Reading): Promise<RequestsAtHand> {
  const { person, reader, now, programs, portfolios, isMessage = false } = visitor;
  const workspaceId = person.workspace_id;
  const sponsorIds = programs.flatMap(({ roles, holders }) =>
    holders.flatMap(({ role, personId }) => (role === "sponsor" && roles.includes(role) ? [personId] : [])),
  );
  const isMember = ({ roles }: Visitor["programs"][number]) => roles.includes("steering");
  const services = { db, clock: { now: () => now } };
  const covered = portfolios.length === 0 ? [] : await programsCoveredBy(services, person);
  const coveredIds = covered.map(({ id }) => id);
  const committees = [
    ...[...programs, ...portfolios].filter(isMember).map(({ id }) => id),
    ...(portfolios.some(isMember) ? await programsDecidedOver(db, person, coveredIds, now) : []),
  ];
  const inPlace = await whomTheyActFor({ db, clock, events }, visitor);

  const found = await listRequestsWaiting(db, workspaceId, {
    ownerIds: [...new Set([person.id, ...sponsorIds])],
    requesterIds: [person.id, ...inPlace.map(({ personId }) => personId)],
    programIds: committees,
  });
  const items = found.map((item): Item => item).filter(isRequest);
  const seated = new Set([...programs, ...portfolios, ...covered].map(({ id }) => id));
  const own = await ownAmong({ clock: { now: () => now }, events }, db, person, items, (id) => seated.has(id));

  const asked = items.filter((item) => item.raised_by === person.id && own.get(item)?.includes("requester") === true);
  const askedInPlace = items.filter((item) =>
    inPlace.some((acted) => isActedFor(acted, item.program_id) && acted.personId === item.raised_by),
  );
  const inVote = items.filter((item) => barredFrom(item) !== person.id && committees.includes(item.program_id));

  const programsOf = new Map(found.map(({ program_id, program: title }) => [program_id, { title }]));
  const seatsOf = ({ holders }: Visitor["programs"][number]) =>
    holders.map(({ role, personId }) => ({ role, person_id: personId }));
  const seats = new Map([...programs, ...portfolios].map((program) => [program.id, seatsOf(program)]));
  const isView = ({ id }: Pick<RequestItem, "id">) => !isMessage && asked.some((item) => item.id === id);
  const areTheirs = items.every((item) => seats.has(item.program_id));
  // What asks for an amount or days is held against the limits of its program, which is read then.
  const known = {
    ...(!items.some(({ details }) => isLimited(details)) && { programs: programsOf }),
    ...(areTheirs && { seats }),
  };
  const shownAt = { at: now, zone: reader.zone, isView, ...known };
  const shown = await requestsOf(db, workspaceId, items, shownAt);
  const requests = new Map(shown.map((request) => [request.id, request]));

  const isTheirs = (item: RequestItem) =>
    own.get(item)?.includes("owner") === true ||
    // Each of several sponsors may decide what one of them has.
    (item.owner_id !== person.id && requests.get(item.id)?.deciders.includes(person.id) === true);
  const requestsFor = (chosen: readonly RequestItem[]) => chosen.flatMap(({ id }) => requests.get(id) ?? []);
  const inHand = requestsFor(items.filter(isTheirs));

  const goesTo = new Map<string, string>();
  for (const item of items.filter((each) => isTheirs(each) && each.answer_by === localDateOf(now, reader.zone))) {
    const next = await nextOwner(db, item, await escalationFacts(db, item, now), now);
    if (next) goesTo.set(item.id, (await getPerson(db, workspaceId, next.personId)).name);
  }

  const withOthers = requestsFor(asked.filter((item) => !isTheirs(item)));

  return {
    toDecide: inHand.filter(isToDecideNow).toSorted(byUrgency),
    goesTo,
    toReply: [...withOthers, ...requestsFor(askedInPlace)].filter(isToReply),
    toVote: requestsFor(inVote).filter((request) => isToVote(request, person.id)),
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

/** Those that are late first, then by the last day of whoever has them. */
function byUrgency(request: Request, other: Request): number {
  const rank = ({ isLate, answerBy, askedAt }: Request) => `${isLate ? 0 : 1} ${answerBy ?? "9"} ${askedAt}`;
  return rank(request) < rank(other) ? -1 : 1;
}

/** Items that a message to this person showed, each as it is now. */
export async function itemsSince(send: SendContext, readerId: string, ids: readonly string[]): Promise<Group[]> {
  const { db, workspaceId } = send;
  const reader = readerToday(send);
  const groups: Group[] = [];
  for (const itemId of ids) {
    const item = await findItem(db, workspaceId, itemId);
    if (!item) continue;
    if (isRequest(item)) {
      groups.push((await requestLines(send, [{ itemId, personId: readerId, as: "decider" }])).flat());
      continue;
    }
    const isTheirs = item.owner_id === readerId || item.owner_id === null;
    const owner = isTheirs ? "" : (await getPerson(db, workspaceId, item.owner_id ?? "")).name;
    const end =
      endLine(reader, item) &&
      doneInWords(reader, item, (await endsByOthers(db, workspaceId, [itemId], readerId)).get(itemId));
    const state = end ?? (isTheirs ? dateLine(reader, item) : textsFor(requestTexts, reader).now.withOther(owner));
    groups.push([plainSection([titleLine(redacted(item)), state].filter(Boolean).join("\n"))]);
  }
  return groups;
}

/** What somebody is to decide, to reply to or to vote on, each with its buttons. */
export function decisionGroups(
  reader: Reader,
  { toDecide, goesTo, toReply, toVote }: Omit<RequestsAtHand, "waiting">,
  readerId: string,
): (Group | FoldedList)[] {
  const groups = [
    ...toDecide.map((request) => requestLine(reader, request, { readerId, as: "decider" }, goesTo.get(request.id))),
    ...toReply.map((request) => requestLine(reader, request, { readerId, as: "requester" })),
    ...toVote.map((request) => requestLine(reader, request, { readerId, as: "voter" })),
  ];
  return foldList(groups, {
    key: "requests",
    shown: REQUESTS_SHOWN,
    more: textsFor(requestTexts, reader).home.more,
    together: (count) => requestNouns(reader, count),
  });
}

/** Who decides a request, and by when, for whoever asked. */
function withDecider(reader: Reader, request: Request, viewer: Viewer): string {
  const [day] = dayLine(reader, request);
  if (day === undefined || request.waitsFor === "committee") return stateLine(reader, request, viewer) ?? "";
  return `${request.decider.name}, ${day}`;
}

/** What its decider reads, who asked something back. */
function withRequester(reader: Reader, request: Request): string {
  const reply = textsFor(requestTexts, reader).home.reply(request.requester.name);
  return [reply, ...(request.isPastNeeded ? dayLine(reader, request) : [])].join(", ");
}

/** Its present owner, and until when. */
export function waitingGroups(reader: Reader, waiting: readonly Request[], readerId: string): (Group | FoldedList)[] {
  const { home: texts, buttons } = textsFor(requestTexts, reader);
  const groups = waiting.map((request): Group => {
    const { decider, requester } = request;
    const isRequester = requester.id === readerId;
    const viewer: Viewer = isRequester ? { readerId, as: "requester" } : { readerId: decider.id, as: "decider" };
    const where = isRequester ? withDecider(reader, request, viewer) : withRequester(reader, request);
    const [press = button(itemIds.open, buttons.open, { value: request.id })] = firstButtons(reader, request, viewer);
    return [plainSection([request.title, where].join(" · "), press)];
  });
  return foldList(groups, { key: "waiting", shown: REQUESTS_SHOWN, more: texts.more });
}
