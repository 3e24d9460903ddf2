/** A meeting as one person may know it: its agenda with what the facts say of each topic, and what was recorded. */
import { z } from "zod";
import { HEALTH_COLOURS } from "../cadences/questions/health-scale.ts";
import { workspaceTime } from "../calendars/calendars.ts";
import { namesOf } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Events } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import { type Program, programOf } from "../programs/programs.ts";
import { codeOf } from "../register/codes-and-transitions.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { itemsActedOn } from "../register/last-act.ts";
import { answerIn, choicesOf } from "../register/requests/request.ts";
import { ITEM_STATES } from "../register/types/item-type.ts";
import { reportedTo } from "../reports/compile/reports-for-reader.ts";
import type { OpenedMeeting } from "./access.ts";
import { actionsIn, guestsOf, type Meeting, meetingsOf, presentAt, type Topic, topicsOf } from "./meetings.ts";
import { quarterToConfirm } from "./proposed-topics.ts";
import { MEETING_KINDS, MEETING_STATES, type MeetingKind, TOPIC_SOURCES } from "./table.ts";

const day = z.iso.date();

const followedFacts = z.object({
  code: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  state: z.enum(ITEM_STATES),
  dueOn: day.nullable(),
});
export type FollowedFacts = z.infer<typeof followedFacts>;

const actionFacts = z.object({
  what: z.string(),
  ownerId: z.string(),
  owner: z.string(),
  dueOn: day,
  code: z.string().nullable(),
  /** What it was entered as, as it stands now; null: it is not entered yet, or not open to those who sit. */
  item: z.object({ id: z.string(), owner: z.string().nullable(), dueOn: day.nullable() }).nullable(),
  /** Whoever was not there is asked whether it suits them; null: nobody is. */
  asked: z.enum(["waiting", "answered"]).nullable(),
});
export type ActionFacts = z.infer<typeof actionFacts>;

const topicFacts = z.object({
  id: z.string(),
  programId: z.string(),
  /** Null: that of the meeting. */
  program: z.string().nullable(),
  minutes: z.int(),
  source: z.enum(TOPIC_SOURCES),
  /** As it was typed or raised; empty where its source says it. */
  title: z.string(),
  /** Who added it, in words of theirs. */
  by: z.string().nullable(),
  code: z.string().nullable(),
  dueOn: day.nullable(),
  /** Of a milestone, where it has moved. */
  firstDueOn: day.nullable(),
  /** Of a program, as it stands now. */
  status: z.enum(HEALTH_COLOURS).nullable(),
  reason: z.string(),
  /** What can be chosen; empty where it is answered in words. */
  choices: z.array(z.string()),
  recommended: z.string().nullable(),
  /** Of a request that is not open any more: how it came out, empty where it was withdrawn; null: it is open. */
  outcome: z.string().nullable(),
  /** Of a milestone or a measure that is over: how it ended. */
  ended: z.enum(ITEM_STATES).nullable(),
  /** What was decided last time, and is to be done. */
  followed: z.array(followedFacts),
  /** What of a quarter the body has still to confirm; of null it was confirmed meanwhile. Null: the topic is another. */
  toConfirm: z.object({ quarter: z.string().nullable(), programs: z.array(z.string()) }).nullable(),
  guests: z.array(z.string()),
  state: z.enum(["on", "carried"]),
  version: z.int(),
  decided: z.string(),
  option: z.int().nullable(),
  why: z.string(),
  noted: z.string(),
  actions: z.array(actionFacts),
  decisionCode: z.string().nullable(),
  /** Who decided it, in the chair. */
  decidedBy: z.string().nullable(),
});
export type TopicFacts = z.infer<typeof topicFacts>;

export const meetingBrief = z.object({
  id: z.string(),
  programId: z.string(),
  program: z.string(),
  isPortfolio: z.boolean(),
  kind: z.enum(MEETING_KINDS),
  startsAt: z.string(),
  place: z.string(),
  state: z.enum(MEETING_STATES),
});
export type MeetingBrief = z.infer<typeof meetingBrief>;

export const meetingFacts = meetingBrief.extend({
  part: z.enum(["chair", "preparer", "member", "reader", "guest"]),
  isDrafted: z.boolean(),
  isWithChair: z.boolean(),
  isApproved: z.boolean(),
  chair: z.string().nullable(),
  preparers: z.array(z.string()),
  /** With who stands in for whom. */
  members: z.array(z.object({ id: z.string(), name: z.string(), standIn: z.string().nullable() })),
  quorum: z.int().nullable(),
  /** Null: nobody has said who was there. */
  present: z.array(z.string()).nullable(),
  topics: z.array(topicFacts),
  recordedAt: z.string().nullable(),
  edition: z.int(),
  closedBy: z.string().nullable(),
});
export type MeetingFacts = z.infer<typeof meetingFacts>;

export function briefOf({ meeting, program }: Pick<OpenedMeeting, "meeting" | "program">): MeetingBrief {
  return {
    id: meeting.id,
    programId: program.id,
    program: program.title,
    isPortfolio: program.kind === "portfolio",
    kind: meeting.kind,
    startsAt: meeting.starts_at,
    place: meeting.place,
    state: meeting.state,
  };
}

interface Looking {
  db: Db | Tx;
  now: Instant;
}

/** In a few statements, whatever it talks about. */
export async function factsOf(
  { db, now }: Looking,
  reader: Pick<Reader, "locale">,
  opened: OpenedMeeting,
): Promise<MeetingFacts> {
  const { meeting, sitters, part, topics } = opened;
  const workspaceId = meeting.workspace_id;
  const items = await itemsIn(db, meeting, topics);
  const followed = topics.some(({ source }) => source === "follow-up") ? await followedOf(db, meeting) : [];
  const programs = await programsIn(db, workspaceId, topics);
  const isOver = meeting.state === "closed";
  const statuses = isOver ? new Map() : await statusesOf(db, programs, { topics, now });
  const isQuarterTopic = ({ source }: Topic) => source === "quarter" && !isOver;
  const toConfirm = topics.some(isQuarterTopic) ? await quarterToConfirm(db, opened.program, now) : null;
  const present = presentAt(meeting);
  const asked = await askedIn(db, meeting, { topics, items });
  const people = await namesOf(db, workspaceId, [
    ...sitters.memberIds,
    ...sitters.preparerIds,
    ...sitters.standIns.values(),
    ...(present ?? []),
    meeting.closed_by,
    ...[...items.values(), ...followed].map((item) => item.owner_id),
    ...[...items.values()].map((item) => deciderOf(item) ?? null),
    ...topics.flatMap((topic) => [
      topic.added_by,
      ...guestsOf(topic),
      ...actionsIn(topic).map(({ ownerId }) => ownerId),
    ]),
  ]);
  const nameOf = (id: string) => people.get(id) ?? "";

  return {
    ...briefOf(opened),
    part,
    isDrafted: meeting.drafted_at !== null,
    isWithChair: meeting.to_chair_at !== null,
    isApproved: meeting.approved_at !== null,
    chair: sitters.chairId === null ? null : nameOf(sitters.chairId),
    preparers: sitters.preparerIds.map(nameOf),
    members: sitters.memberIds.map((id) => {
      const standInId = sitters.standIns.get(id);
      return { id, name: nameOf(id), standIn: standInId === undefined ? null : nameOf(standInId) };
    }),
    quorum: sitters.quorum,
    present: present?.map(nameOf) ?? null,
    topics: topics.map((topic) => {
      const status = topic.source === "status" ? statuses.get(topic.program_id) : undefined;
      const about = { meeting, items, asked, nameOf, title: programs.get(topic.program_id)?.title ?? "" };
      return {
        ...topicFactsOf(reader, topic, about),
        status: status?.status ?? null,
        reason: status?.reason ?? "",
        toConfirm: isQuarterTopic(topic) ? toConfirm : null,
        followed: topic.source === "follow-up" ? followed.map((item) => followedFactsOf(item, nameOf)) : [],
      };
    }),
    recordedAt: meeting.recorded_at,
    edition: meeting.edition,
    closedBy: meeting.closed_by === null ? null : nameOf(meeting.closed_by),
  };
}

interface About {
  meeting: Meeting;
  items: ReadonlyMap<string, Item>;
  asked: ReadonlyMap<string, ActionFacts["asked"]>;
  title: string;
  nameOf(id: string): string;
}

function topicFactsOf(
  reader: Pick<Reader, "locale">,
  topic: Topic,
  about: About,
): Omit<TopicFacts, "status" | "reason" | "toConfirm" | "followed"> {
  const { meeting, items, title, nameOf } = about;
  const item = items.get(topic.item_id ?? "");
  const request = item?.type === "request" ? item : undefined;
  const choices = request ? choicesOf(request.details, reader).map(({ label }) => label) : [];
  const outcome = request?.details.outcome;
  const isMoved = item?.type === "milestone" && item.original_due_on !== item.due_on;
  return {
    id: topic.id,
    programId: topic.program_id,
    program: topic.program_id === meeting.program_id ? null : title,
    minutes: topic.minutes,
    source: topic.source,
    title: item?.title ?? topic.title,
    by: topic.added_by === null ? null : nameOf(topic.added_by),
    code: item ? codeOf(item) : null,
    dueOn: item?.due_on ?? null,
    firstDueOn: isMoved ? item.original_due_on : null,
    choices,
    recommended: request?.details.recommended === undefined ? null : (choices[request.details.recommended] ?? null),
    outcome: request && request.state !== "open" ? answerIn(reader, outcome?.text ?? "") : null,
    ended: endOf(item),
    guests: guestsOf(topic).map(nameOf),
    ...recordedOf(topic, choices, about),
  };
}

/** What was written about it, and what that became. */
function recordedOf(topic: Topic, choices: readonly string[], { items, asked, nameOf }: About) {
  const decision = items.get(topic.decision_id ?? "");
  return {
    state: topic.state === "carried" ? ("carried" as const) : ("on" as const),
    version: topic.version,
    decided: [choices[topic.option ?? -1] ?? "", topic.decided].filter(Boolean).join(" – "),
    option: topic.option,
    why: topic.why,
    noted: topic.noted,
    actions: actionsIn(topic).map(({ what, ownerId, dueOn, itemId }) => {
      const entered = items.get(itemId ?? "");
      return {
        what,
        ownerId,
        owner: nameOf(ownerId),
        dueOn,
        code: entered ? codeOf(entered) : null,
        item: entered ? { id: entered.id, owner: nameOf(entered.owner_id ?? "") || null, dueOn: entered.due_on } : null,
        asked: asked.get(itemId ?? "") ?? null,
      };
    }),
    decisionCode: decision ? codeOf(decision) : null,
    decidedBy: nameOf(deciderOf(decision) ?? "") || null,
  };
}

/** By the id of the item, of open actions whose owner was not there: whether it waits for a word of theirs. */
async function askedIn(
  db: Db | Tx,
  meeting: Meeting,
  { topics, items }: { topics: readonly Topic[]; items: ReadonlyMap<string, Item> },
): Promise<Map<string, ActionFacts["asked"]>> {
  const present = presentAt(meeting) ?? [];
  const given = topics.flatMap(actionsIn).flatMap(({ itemId, ownerId: personId }) => {
    const isOpen = items.get(itemId ?? "")?.state === "open";
    return itemId !== undefined && isOpen && !present.includes(personId) ? [{ itemId, personId }] : [];
  });
  const answered = await itemsActedOn(db, meeting.workspace_id, given);
  const isWaiting = ({ itemId, personId }: (typeof given)[number]) =>
    !answered.has(itemId) && items.get(itemId)?.owner_id === personId;
  return new Map(given.map((action) => [action.itemId, isWaiting(action) ? "waiting" : "answered"]));
}

function deciderOf(decision: Item | undefined): string | undefined {
  return decision?.type === "decision" ? decision.details.decidedBy : undefined;
}

function endOf(item: Item | undefined): Item["state"] | null {
  if (item?.type !== "milestone" && item?.type !== "measure") return null;
  return item.state === "open" ? null : item.state;
}

function followedFactsOf(item: Item, nameOf: (id: string) => string): FollowedFacts {
  const owner = item.owner_id === null ? null : nameOf(item.owner_id);
  return { code: codeOf(item), title: item.title, owner, state: item.state, dueOn: item.due_on };
}

/** What those who sit may not read by their seat is none of it. */
function isReadBy(kind: MeetingKind, { disclosure }: Item): boolean {
  return disclosure === "program" || disclosure === (kind === "committee" ? "above" : "team");
}

async function itemsIn(db: Db | Tx, meeting: Meeting, topics: readonly Topic[]): Promise<Map<string, Item>> {
  const ids = topics.flatMap((topic) => [
    ...(topic.item_id === null ? [] : [topic.item_id]),
    ...(topic.decision_id === null ? [] : [topic.decision_id]),
    ...actionsIn(topic).flatMap(({ itemId }) => itemId ?? []),
  ]);
  const programIds = [...new Set([meeting.program_id, ...topics.map((topic) => topic.program_id)])];
  const found = ids.length === 0 ? [] : await itemsOfPrograms(db, meeting.workspace_id, programIds, { ids });
  return new Map(found.filter((item) => isReadBy(meeting.kind, item)).map((item) => [item.id, item]));
}

/** Of the last meeting, decisions before actions. */
async function followedOf(db: Db | Tx, meeting: Meeting): Promise<Item[]> {
  const { workspace_id: workspaceId, program_id: programId, kind, starts_at: startsAt } = meeting;
  const all = await meetingsOf(db, workspaceId, { programIds: [programId], kind });
  const last = all.filter(({ state, starts_at: at }) => state === "closed" && at < startsAt).at(-1);
  if (!last) return [];
  const topics = await topicsOf(db, last);
  const items = await itemsIn(db, last, topics);
  const decided = topics.flatMap(({ decision_id: id }) => items.get(id ?? "") ?? []);
  const done = topics.flatMap((topic) => actionsIn(topic).flatMap(({ itemId }) => items.get(itemId ?? "") ?? []));
  return [...decided, ...done];
}

/** Each once: an agenda has few. */
export async function programsIn(
  db: Db | Tx,
  workspaceId: string,
  topics: readonly Topic[],
): Promise<Map<string, Program>> {
  const programs = new Map<string, Program>();
  for (const { program_id: id } of topics)
    if (!programs.has(id)) programs.set(id, await programOf(db, workspaceId, id));
  return programs;
}

/** As everybody above reads it now; nothing of a program whose words are held. */
/** Of a report its status is read, which comes of nothing above. */
const STATUS_ALONE: Events = { followers: 0 };

async function statusesOf(
  db: Db | Tx,
  programs: ReadonlyMap<string, Program>,
  { topics, now }: { topics: readonly Topic[]; now: Instant },
) {
  const isAbout = (id: string) =>
    topics.some(({ source, program_id: aboutId }) => source === "status" && aboutId === id);
  const about = [...programs.values()].filter(({ id }) => isAbout(id));
  const [first] = about;
  if (!first) return new Map();
  const { zone } = await workspaceTime(db, first.workspace_id);
  const read = about.map((program) => ({ program, standings: ["steering" as const] }));
  const reader = { workspace_id: first.workspace_id, zone, id: "" };
  const reported = await reportedTo({ db, clock: { now: () => now }, events: STATUS_ALONE }, reader, {
    programs: read,
    day: null,
  });
  return new Map(
    reported.flatMap(({ id, report: { status }, isHeld }) =>
      status === null ? [] : [[id, { status: status.status, reason: isHeld ? "" : (status.reason ?? "") }]],
    ),
  );
}
