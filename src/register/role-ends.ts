/**
 * When a role ends, its holder's items go to another of the same level, else up the ladder, else to the lead; those of the
 * team go to the lead. Once somebody leads again, what was escalated for want of a lead is theirs. Both are notified once.
 */

import type { SectionBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, registered, type SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { getPerson, peopleByIds } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { hasRole, type RoleFacts, roleFactsFor } from "../programs/authority.ts";
import { ladderSeats } from "../programs/committee.ts";
import { seatsInPortfolios } from "../programs/coverage.ts";
import { isRunning, type Program, programOf } from "../programs/programs.ts";
import { button, lineOf, plainSection } from "../slack/blocks.ts";
import { isLive, redacted } from "./codes-and-transitions.ts";
import { itemIds, recordKeys } from "./ids.ts";
import { groundsOf, ownsItem } from "./item-rights.ts";
import { ALL_TYPES, TYPES } from "./item-types.ts";
import { record } from "./items.ts";
import { endLine, type ReaderOfDay, titleLine } from "./items-in-words.ts";
import { dateAndNext } from "./reminders/owner-messages.ts";
import { type Item, listItemEvents, listItems } from "./repository.ts";
import { settle } from "./requests/decide.ts";
import { type Assignment, assignmentIn, ownerAfter } from "./requests/history.ts";
import { barredFrom, LEVELS, type Level, levelOf, peopleAt, type Seated, type SeatNow } from "./requests/ladder.ts";
import { type HandOver, leastFor, namedHandOvers } from "./requests/next-owner.ts";
import { isRequest, withoutWaits } from "./requests/request.ts";
import { requestTexts } from "./requests/texts.ts";
import type { Disclosure } from "./table.ts";
import { registerTexts } from "./texts.ts";

/** `past`: the seats that the former owner had; `least`: the level that decides what it asks for. Null: nobody is left. */
export function nextOwner(
  item: { type: string; raised_by: string; details: object; disclosure: Disclosure },
  former: { id: string; past: readonly SeatNow[] },
  seats: readonly SeatNow[],
  least: Level = "lead",
): Seated | null {
  const requesterId = item.type === "request" ? barredFrom(item) : null;
  const allSeats = [...seats, ...former.past];
  const placeOf = (id: string | null) => LEVELS.findIndex((level) => id !== null && level === levelOf(allSeats, id));
  const from = Math.max(LEVELS.indexOf(least), placeOf(former.id), placeOf(requesterId) + 1);
  for (const level of [...LEVELS.slice(from), ...LEVELS.slice(0, from)]) {
    const personId = peopleAt(seats, level, item).find((id) => id !== former.id && id !== requesterId);
    if (personId !== undefined) return { personId, level };
  }
  return null;
}

/** Per transaction; the rest follows in the next tick. */
const AT_ONCE = 100;
const MOST_READ = 5000;

/** Reassigns what in a program is with somebody whose ground has ended. `left`: who is to know. Returns whether that is all. */
export async function reassignEnded(
  services: Services,
  tx: Tx,
  program: Program,
  left: readonly string[] = [],
): Promise<boolean> {
  const now = services.clock.now();
  const seats = await ladderSeats(tx, program, now);
  const open = { programIds: [program.id], states: ["open"], types: ALL_TYPES } as const;
  const items = await listItems(tx, program.workspace_id, open, MOST_READ);
  const owners = new Set(items.flatMap(({ owner_id }) => owner_id ?? []));
  const facts = await roleFactsFor(tx, program, program.id, services, [...owners]);
  const reassigned: Reassigned[] = [];
  for (const found of items) {
    if (reassigned.length >= AT_ONCE) break;
    if (found.owner_id === null || hasRole(found.owner_id, facts)) continue;
    // What they decided while they could stands.
    const item = isRequest(found) ? await settle(services, tx, found) : found;
    if (!isLive(item)) continue;
    const moved = await reassign(services, tx, item, seats, facts);
    if (moved) reassigned.push(moved);
  }
  await notifyOfReassigned(services, tx, program, reassigned, left);
  return reassigned.length < AT_ONCE;
}

/** Requests stay with their present owner. `personIds`: people whose seats changed. */
export async function returnToLead(services: Services, tx: Tx, program: Program, personIds: readonly string[]) {
  const { workspace_id: workspaceId, id: programId } = program;
  const [to] = peopleAt(await ladderSeats(tx, program, services.clock.now()), "lead", { disclosure: "program" });
  if (to === undefined || !personIds.includes(to)) return;
  const { seats } = await roleFactsFor(tx, program, programId, services);
  const isAbove = (id: string | null) => id !== null && ["sponsor", "chair"].includes(levelOf(seats, id) ?? "");
  const items = (await listItems(tx, workspaceId, { programIds: [programId], states: ["open"] }, MOST_READ)).filter(
    (item) => !isRequest(item) && isAbove(item.owner_id),
  );
  const ids = items.map(({ id }) => id);
  const given = (await listItemEvents(tx, workspaceId, ids)).filter((event) => ownerAfter(event) !== null);
  const last = new Map(given.map((event) => [event.item_id, event]));
  const returned: Reassigned[] = [];
  for (const item of items) {
    const event = last.get(item.id);
    const step = event?.event === "handed-on" ? assignmentIn(event) : null;
    if (step === null || step.because === "named" || isAbove(step.from)) continue;
    const assignment = { from: step.to, to, because: "led" } as const satisfies Assignment;
    const change = { event: "handed-on", changes: { owner_id: to }, facts: { assignment } } as const;
    returned.push({ item: await record({ ...services, db: tx, actor: null }, { item, ...change }), ...assignment });
  }
  await notifyOfReassigned(services, tx, program, returned, []);
}

/** Null while a ground of its owner holds, or where nobody is left who could have it. */
async function reassign(
  services: Services,
  tx: Tx,
  item: Item,
  seats: readonly SeatNow[],
  facts: RoleFacts,
): Promise<Reassigned | null> {
  const from = item.owner_id;
  if (from === null) return null;
  const owner = await getPerson(tx, item.workspace_id, from);
  const grounds = await groundsOf(services, tx, owner, item);
  if (ownsItem(from, item, grounds)) return null;

  // Whoever was named from outside the program did not have it by a portfolio.
  const isOutside = grounds.namings.findLast(({ personId }) => personId === from)?.isOutside ?? false;
  const past = [
    ...facts.seats.filter(({ person_id }) => person_id === from),
    ...(isOutside ? [] : await seatsInPortfolios(tx, item.workspace_id, from)),
  ].map((seat) => ({ ...seat, id: from, created_at: "" }));
  const hadBy = past.length > 0 ? "role" : "named";
  const because = facts.hasLeft(from) ? "left" : hadBy;
  const { least } = await leastFor(tx, item);
  const next = nextOwner(item, { id: from, past }, seats, least);
  // Nobody keeps the contact with themselves.
  if (!next || (item.type === "stakeholder" && item.details.personId === next.personId)) return null;

  const assignment = { from, to: next.personId, because } as const satisfies Assignment;
  const details = item.type === "request" ? { details: withoutWaits(item.details) } : {};
  const changes = { owner_id: next.personId, ...details };
  const change = { event: "handed-on" as const, changes, facts: { assignment } };
  const moved = await record({ ...services, db: tx, actor: null }, { item, ...change });
  return { item: moved, ...assignment };
}

export interface Reassigned {
  item: Item;
  from: string;
  to: string;
  because: "role" | "left" | "named" | "led";
}

const MOST_SHOWN = 10;

const subjectSchema = z.strictObject({
  programId: z.string(),
  /** To whoever has them now, or to whoever had them. */
  as: z.enum(["new", "former"]),
  personId: z.string(),
  fromId: z.string(),
  because: z.enum(["role", "left", "named", "led"]),
  /** None: that the role has ended is all. */
  itemIds: z.array(z.string()).max(MOST_SHOWN),
  more: z.int().min(0),
});
type Subject = z.infer<typeof subjectSchema>;

const kind: MessageKind<Subject> = {
  kind: "handed-on",
  subject: subjectSchema,
  about: ({ itemIds, fromId }) => ({ item: itemIds, person: fromId }),
  priority: 20,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["hand-over", "hand-overs"],
      fr: ["transmission", "transmissions"],
    }),
  },
  async stillWanted(send, subject) {
    if (!(await isRunning(send.db, send.workspaceId, subject.programId))) return false;
    return subject.itemIds.length === 0 || (await shownOf(send, subject)).items.length > 0;
  },
  async message(send, subject) {
    const shown = await shownOf(send, subject);
    return { text: lineOf(introOf(send.reader, shown)), blocks: [reassignedLine(readerToday(send), shown)] };
  },
  line: async (send, subject) => reassignedLine(readerToday(send), await shownOf(send, subject)),
  async why({ db, workspaceId, reader }, { programId, as }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(registerTexts, reader).roleEnds.why[as](title)];
  },
  since: {},
};

export const reassignedKind = registered(kind);

interface ReassignedShown extends Pick<Subject, "as" | "personId" | "because" | "more"> {
  program: string;
  from: string;
  /** `owner`: who owns the item now. */
  items: readonly { item: Item; owner: string; next: HandOver | null }[];
}

/** As of sending: items that are closed or reassigned again are left out; once it is sent, they say so. */
async function shownOf(
  { db, workspaceId, now, sentAt }: SendContext,
  { programId, personId, as, because, fromId, itemIds, more }: Subject,
): Promise<ReassignedShown> {
  const { title } = await programOf(db, workspaceId, programId);
  const named = await listItems(db, workspaceId, { ids: itemIds });
  const isNew = as === "new" && sentAt === undefined;
  const shown = isNew ? named.filter((item) => item.owner_id === personId) : named;
  const ids = new Set([fromId, ...shown.flatMap(({ owner_id }) => owner_id ?? [])]);
  const people = await peopleByIds(db, workspaceId, [...ids]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const handOvers = await namedHandOvers(db, workspaceId, shown, now);
  return {
    as,
    personId,
    because,
    more,
    program: title,
    from: names.get(fromId) ?? "",
    items: shown.map((item) => ({
      item: redacted(item),
      owner: names.get(item.owner_id ?? "") ?? "",
      next: handOvers.get(item.id) ?? null,
    })),
  };
}

function reassignedLine(reader: ReaderOfDay, shown: ReassignedShown): SectionBlock {
  const { button: buttons, roleEnds: texts } = textsFor(registerTexts, reader);
  const titles = shown.items.map(({ item, owner, next }) => {
    const end = endLine(reader, item);
    if (end !== null) return `${titleLine(item)} · ${end}`;
    if (shown.as === "former" || item.owner_id !== shown.personId) return texts.now(titleLine(item), owner);
    return [titleLine(item), dateAndNext(reader, item, next)].filter(Boolean).join(" · ");
  });
  const more = shown.more > 0 ? [textsFor(requestTexts, reader).home.more(shown.more)] : [];
  const mine = shown.as === "new" ? button(itemIds.mine, buttons.mine) : undefined;
  return plainSection([introOf(reader, shown), ...titles, ...more].join("\n"), mine);
}

function introOf(reader: Reader, { as, because, from, program, items }: ReassignedShown): string {
  const texts = textsFor(registerTexts, reader).roleEnds;
  if (as === "former" && because === "led") return texts.toLead(program);
  if (as === "former" && items.length === 0) return texts.ended(program);
  return as === "former" ? texts.former(program) : texts.new[because](from, program);
}

/** Whoever gets a request or a step reads it in a message of its own. `left`: those who read that their role has ended. */
export async function notifyOfReassigned(
  services: Services,
  tx: Tx,
  program: { workspace_id: string; id: string },
  all: readonly Reassigned[],
  left: readonly string[],
): Promise<void> {
  const reassigned = all.filter(({ item }) => !TYPES[item.type].isPrivate);
  const now = services.clock.now();
  const notify = async (as: Subject["as"], personId: string, theirs: readonly Reassigned[]) => {
    const [first] = theirs;
    const ids = theirs.slice(0, MOST_SHOWN).map(({ item }) => item.id);
    const { from: fromId, because } = first ?? { from: personId, because: "role" as const };
    const subject = { programId: program.id, as, personId, fromId, because, itemIds: ids };
    await enqueue(tx, services, kind, {
      workspaceId: program.workspace_id,
      key: `${recordKeys.reassigned(as, personId)}${first?.item.id ?? program.id}:${now}`,
      subject: { ...subject, more: theirs.length - ids.length },
      to: { personId },
      notBefore: now,
    });
  };
  for (const group of Map.groupBy(reassigned, ({ from, to }) => `${from} ${to}`).values()) {
    const others = group.filter(({ item }) => !TYPES[item.type].hasOwnMessages);
    if (others.length > 0) await notify("new", group[0]?.to ?? "", others);
  }
  const had = Map.groupBy(reassigned, ({ from }) => from);
  for (const personId of new Set([...had.keys(), ...left])) {
    const former = await getPerson(tx, program.workspace_id, personId);
    if (former.is_deactivated === 0) await notify("former", personId, had.get(personId) ?? []);
  }
}
