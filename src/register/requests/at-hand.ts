/** What Home shows of requests: what its visitor is to decide or to vote on, and what they wait for. */
import type { Db } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { actions, button, lineOf, plainSection, section, shorten } from "../../platform/slack/blocks.ts";
import { type Folded, folded, type Group, oncePerHome } from "../../platform/slack/home.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { standsInFor, type Visitor } from "../../programs/visitor.ts";
import { ownAmong } from "../grounds.ts";
import { itemIds } from "../ids.ts";
import { type Item, listItemEvents } from "../repository.ts";
import { decideButtons, requestIds, stateButton } from "./buttons.ts";
import { voteNumber } from "./history.ts";
import { listRequestsWaiting, listVotesOf } from "./repository.ts";
import { isRequest, type Request, type RequestItem, requestsOf } from "./request.ts";
import { shortStateLine } from "./state.ts";
import { requestTexts } from "./texts.ts";

export interface RequestsAtHand {
  /** What the visitor, or whoever’s seat they stand in for, is to decide or may still undo, the most urgent first. */
  toDecide: Request[];
  /** What they are asked to vote on and have not yet. */
  toVote: Request[];
  /** What they asked and somebody else has. */
  waiting: Request[];
}

/** Read once for a Home: at most six statements, however many programs. */
export const requestsAtHand = oncePerHome(readRequestsAtHand);

async function readRequestsAtHand(
  { db, events }: Pick<Services, "db" | "events">,
  visitor: Visitor,
): Promise<RequestsAtHand> {
  const { person, reader, now, programs } = visitor;
  const workspaceId = person.workspace_id;
  const standingIn = programs.flatMap(({ holders }) =>
    holders.flatMap(({ personId, delegateId }) => (delegateId === person.id ? [personId] : [])),
  );
  const committees = programs.filter(({ roles }) => roles.includes("steering")).map(({ id }) => id);
  const found = await listRequestsWaiting(db, workspaceId, {
    ownerIds: [...new Set([person.id, ...standingIn])],
    requesterId: person.id,
    programIds: committees,
  });
  const items = found.map((item): Item => item).filter(isRequest);
  const rolesIn = new Map(programs.map(({ id, roles }) => [id, roles]));
  const services = { clock: { now: () => now }, events };
  const own = await ownAmong(services, db, person, items, (id) => rolesIn.has(id));
  const isTheirs = (item: RequestItem) =>
    own.get(item)?.includes("owner") === true ||
    (item.owner_id !== null && standsInFor(visitor, item.program_id, item.owner_id));
  const asked = items.filter((item) => item.raised_by === person.id && own.get(item)?.includes("asker") === true);
  const inVote = items.filter(
    ({ details, raised_by, program_id }) =>
      details.waiting?.because === "vote" &&
      raised_by !== person.id &&
      rolesIn.get(program_id)?.includes("steering") === true,
  );
  const voted = await votedIn(db, workspaceId, person.id, inVote);
  const shown = new Map<string, Request>();
  for (const [chosen, isView] of [
    [items.filter((item) => !asked.includes(item)), false],
    [asked, true],
  ] as const)
    for (const request of await requestsOf(db, workspaceId, chosen, { at: now, zone: reader.zone, isView }))
      shown.set(request.id, request);
  const requests = (chosen: readonly RequestItem[]) => chosen.flatMap(({ id }) => shown.get(id) ?? []);
  return {
    toDecide: requests(items.filter(isTheirs))
      .filter(({ waitsFor, pending }) => waitsFor === "decider" || (waitsFor === "undo" && pending !== null))
      .toSorted(byUrgency),
    toVote: requests(inVote.filter(({ id }) => !voted.has(id))),
    waiting: requests(asked.filter((item) => !isTheirs(item))),
  };
}

async function votedIn(
  db: Db,
  workspaceId: string,
  personId: string,
  inVote: readonly RequestItem[],
): Promise<Set<string>> {
  if (inVote.length === 0) return new Set();
  const ids = inVote.map(({ id }) => id);
  const events = Map.groupBy(await listItemEvents(db, workspaceId, ids), ({ item_id }) => item_id);
  const votes = await listVotesOf(db, workspaceId, personId, ids);
  return new Set(ids.filter((id) => votes.has(`${id}:${voteNumber(events.get(id) ?? [])}`)));
}

/** Overdue first, then by when it is to be answered. */
function byUrgency(one: Request, other: Request): number {
  const rank = ({ isOverdue, answerBy, askedAt }: Request) => `${isOverdue ? 0 : 1} ${answerBy ?? "9"} ${askedAt}`;
  return rank(one) < rank(other) ? -1 : 1;
}

const SHOWN = 5;
const LONGEST_TITLE = 300;

/** What somebody is to decide or to vote on, each with its buttons. */
export function decisionGroups(
  reader: Reader,
  { toDecide, toVote }: Pick<RequestsAtHand, "toDecide" | "toVote">,
  readerId: string,
): (Group | Folded)[] {
  const { home: texts, buttons } = textsFor(requestTexts, reader);
  const groups = [
    ...toDecide.map((request): Group => {
      const state = request.waitsFor === "undo" ? shortStateLine(reader, request, readerId) : null;
      if (state !== null) return [plainSection(`${request.title}\n${state}`, stateButton(reader, request, readerId))];
      return [
        section(lineOf(headOf(reader, request))),
        actions(`ask.home:${request.id}`, ...decideButtons(reader, request)),
      ];
    }),
    ...toVote.map(
      (request): Group => [
        section(
          lineOf([headOf(reader, request), texts.toVote].join(" · ")),
          button(requestIds.vote, buttons.vote, { value: request.id }),
        ),
      ],
    ),
  ];
  return folded(groups, { key: "requests", shown: SHOWN, more: texts.more });
}

/** “Loyalty · Release Dieter? · by Wed 4 Nov” */
function headOf(reader: Reader, { program, title, answerBy, neededBy, isOverdue }: Request): string {
  const texts = textsFor(requestTexts, reader).home;
  const date =
    isOverdue && neededBy !== null
      ? [texts.overdue(shortDate(reader, neededBy))]
      : answerBy === null
        ? []
        : [texts.by(shortDate(reader, answerBy))];
  return [program.title, shorten(title, LONGEST_TITLE), ...date].join(" · ");
}

/** What its visitor asked: with whom it is, and until when. */
export function waitingGroups(reader: Reader, waiting: readonly Request[], readerId: string): (Group | Folded)[] {
  const { home: texts, buttons } = textsFor(requestTexts, reader);
  const groups = waiting.map((request): Group => {
    const { decider, answerBy, waitsFor } = request;
    const isWaiting = waitsFor === "question" && request.question !== null && request.question.answer === null;
    const where =
      decider === null || answerBy === null || waitsFor === "committee"
        ? (shortStateLine(reader, request, readerId) ?? "")
        : texts.deciding(decider.name, shortDate(reader, answerBy));
    const press = isWaiting
      ? button(requestIds.reply, buttons.reply, { value: request.id, primary: true })
      : button(itemIds.open, buttons.open, { value: request.id });
    return [plainSection([shorten(request.title, LONGEST_TITLE), where].join(" · "), press)];
  });
  return folded(groups, { key: "waiting", shown: SHOWN, more: texts.more });
}
