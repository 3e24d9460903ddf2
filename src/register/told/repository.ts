import type { Selectable } from "kysely";
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { type Db, type Tx, textInJson } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isByRule, TAKES_UP } from "../asks/rules.ts";
import { type Details, readDetails, type TypedDetails } from "../details.ts";
import { type NamedIn, namedIn, saidLast } from "../drafts/said-again.ts";
import { stepIn } from "../escalation/facts.ts";
import type { Level } from "../escalation/rules.ts";
import { type ItemEvent, itsShortKey } from "../repository.ts";
import { LIVE_STATES } from "../rules.ts";
import { ITEM_STATES, type ItemEventName, type ItemTable } from "../table.ts";

/** With the name and zone of whoever raised it, the name of whoever decides it, and the cadence in which it was said last. */
type ItemFields = Pick<
  Selectable<ItemTable>,
  | "id"
  | "program_id"
  | "number"
  | "title"
  | "description"
  | "state"
  | "owner_id"
  | "raised_at"
  | "raised_by"
  | "due_on"
  | "revision"
  | "check_in_id"
  | "closed_at"
  | "confirmed_at"
  | "doubted_at"
  | "disclosure"
  | "source_key"
  | "superseded_by"
> & {
  short_key: string;
  raisedBy: string;
  raisedIn: string;
  decider: string | null;
  saidIn: string | null;
  /** Nobody has answered since this day, at the end of the ladder, where this level has it. */
  overdueSince: LocalDate | null;
  overdueAt: Level | null;
};

/** Written out, since what the query gives is slow to infer for whoever reads it. */
type ItemStep = ItemFields &
  Pick<Selectable<ItemTable>, "type" | "details"> & {
    step_event: ItemEventName | null;
    step_at: Instant | null;
    step_after: string | null;
    step_check_in_id: string | null;
    step_before: string | null;
    step_actor_id: string | null;
    actor: string | null;
    giver: string | null;
    taker: string | null;
  };

export type ItemNamed = ItemFields &
  TypedDetails & {
    rises: Rise[];
    /** By which somebody else than before came to decide it, the first one first. */
    passings: Passing[];
    /** The last time that somebody did, since then. */
    withdrawn: { at: Instant; by: string | null } | null;
    /** The last time that somebody raised it again, since then. `isOfAnswer`: by correcting the answer that had ended it. */
    reopened: { at: Instant; by: string | null; isOfAnswer: boolean } | null;
    /** The last time that it was put to the vote of the committee, and how that ended where nobody decided. */
    vote: { put: Pick<Passing, "at" | "by">; closed: { at: Instant; result: VoteResult } | null } | null;
    /** The last time that it got another date. */
    datedAt: Instant | null;
    /** The answers that name it; empty for what came of none. */
    namedIn: NamedIn[];
    /** Somebody has changed it, given it on or taken it up since it was raised. */
    isTakenUp: boolean;
    /** When its words were said last. */
    saidAt: Instant;
    /** By when it was needed as it was put off last, where it has another date since. */
    dueAsPutOff: LocalDate | null;
    /** When its decider asked back and was answered, oldest first. */
    asking: { event: "asked-back" | "answered-back"; at: Instant }[];
  };

/** By these it gets another owner, beside the steps of its ladder. */
const PASSES_ON = [
  "delegated",
  "hand-over-undone",
  "completed",
  "handed-on",
  "circulated",
] as const satisfies readonly ItemEventName[];

const ownedSchema = z.object({
  owner_id: z.string().nullable().exactOptional(),
  due_on: z.string().nullable().exactOptional(),
  title: z.string().exactOptional(),
  description: z.string().exactOptional(),
});

const itemThenSchema = ownedSchema.extend({
  state: z.enum(ITEM_STATES).exactOptional(),
  details: z
    .unknown()
    .transform((details) => JSON.stringify(details))
    .exactOptional(),
  disclosure: z.enum(["program", "team", "lead", "executive"]).exactOptional(),
  superseded_by: z.string().nullable().exactOptional(),
  check_in_id: z.string().nullable().exactOptional(),
  closed_at: z.string().nullable().exactOptional(),
});

/** What an item was that was changed since, and its revision then. */
export type ItemThen = z.infer<typeof itemThenSchema> & Partial<Pick<ItemFields, "decider" | "revision">>;

type VoteResult = NonNullable<Details["ask"]["lastVote"]>["result"];

export interface Passing {
  at: Instant;
  from: string;
  to: string;
  /** Null where a rule did it. */
  by: { id: string; name: string } | null;
  /** Nobody had said before who decides. */
  isFirst: boolean;
}

const NAMING = ["raised", "said-again", "restated", "taken-out"] as const;

/** Beside those above, by these it may get other words. */
const WORDING = ["completed", "moved-date"] as const satisfies readonly ItemEventName[];

/** It went up the ladder of its program. */
export interface Rise {
  at: Instant;
  /** Who had it, and who has it since. */
  from: { id: string; name: string };
  to: { id: string; name: string };
  /** Nobody answered by the term, or somebody passed it up. */
  because: "term" | "hand";
}

export interface ToTell {
  workspaceId: string;
  programIds: readonly string[];
  endedAfter: Instant;
  decidedAfter?: Instant;
  asOf?: Instant | undefined;
}

/** Of items of these programs, by id, what was changed since an instant, as it was then. */
export async function listItemsAsOf(
  db: Db | Tx,
  of: { workspaceId: string; programIds: readonly string[]; asOf: Instant },
): Promise<Map<string, ItemThen>> {
  const since = await db
    .selectFrom("item")
    .innerJoin("item_event as step", (join) =>
      join.onRef("step.workspace_id", "=", "item.workspace_id").onRef("step.item_id", "=", "item.id"),
    )
    .leftJoin("person as giver", (join) =>
      join
        .onRef("giver.workspace_id", "=", "item.workspace_id")
        .on("giver.id", "=", textInJson(db, "step.before", ["owner_id"])),
    )
    .select(["item.id", "step.revision", "step.before", "giver.name as giver"])
    .where("item.workspace_id", "=", of.workspaceId)
    .where("item.program_id", "in", [...of.programIds])
    .where("step.at", ">", of.asOf)
    .orderBy("item.id")
    .orderBy("step.revision", "desc")
    .execute();
  const itemsThen = new Map<string, ItemThen>();
  for (const { id, revision, before, giver } of since) {
    const fields = before === null ? {} : itemThenSchema.parse(JSON.parse(before));
    const isGiven = fields.owner_id !== undefined;
    itemsThen.set(id, { ...itemsThen.get(id), ...fields, ...(isGiven && { decider: giver }), revision: revision - 1 });
  }
  return itemsThen;
}

/**
 * `rises`: those after `endedAfter`, the first one first. `decidedAfter`: with the decisions that stand since.
 * One statement; with `asOf`, as they were then, two.
 */
export async function listItemsToTell(db: Db | Tx, of: ToTell): Promise<ItemNamed[]> {
  const found = await listSteps(db, of);
  const rows = of.asOf === undefined ? found : await asOfThen(db, found, { ...of, asOf: of.asOf });
  const tellings = new Map<string, Telling>();
  for (const row of rows) {
    const { type, details, step_event: event, step_at: at, step_after: after, ...own } = row;
    const { step_check_in_id: check_in_id, step_before: before, step_actor_id: actorId, ...named } = own;
    const { actor, giver, taker, ...fields } = named;
    const telling = tellings.get(row.id) ?? untold({ ...fields, ...readDetails(type, details) });
    tellings.set(row.id, telling);
    const by = actorId === null ? null : { id: actorId, name: actor ?? "" };
    if (event && at) addStep(telling, { event, at, before, after, check_in_id, by, actor, giver, taker });
  }
  return [...tellings.values()].map(({ item, naming, wording }) => ({
    ...item,
    namedIn: namedIn(item.source_key, naming),
    saidAt: saidLast(item, wording) ?? item.saidAt,
  }));
}

/** Each item once for each of its steps that tell anything, or once without one; of an item, the oldest step first. */
async function listSteps(db: Db | Tx, of: ToTell): Promise<ItemStep[]> {
  return stepsOf(db, of)
    .select(itsShortKey)
    .select([
      "item.id",
      "item.program_id",
      "type",
      "number",
      "title",
      "description",
      "state",
      "owner_id",
      "raised_at",
      "raised_by",
    ])
    .select(["due_on", "details", "item.revision", "item.check_in_id", "closed_at", "disclosure", "source_key"])
    .select(["superseded_by", "confirmed_at", "doubted_at", "person.name as raisedBy", "person.zone as raisedIn"])
    .select(["decider.name as decider", "said.cadence_id as saidIn"])
    .select(["escalation.overdue_since as overdueSince", "escalation.level as overdueAt"])
    .select(["step.event as step_event", "step.at as step_at", "step.before as step_before"])
    .select(["step.after as step_after", "step.actor_id as step_actor_id", "step.check_in_id as step_check_in_id"])
    .select(["actor.name as actor", "giver.name as giver", "taker.name as taker"])
    .where("item.workspace_id", "=", of.workspaceId)
    .where("item.program_id", "in", [...of.programIds])
    .where((where) =>
      where.or([
        where.and([
          where("type", "!=", "decision"),
          where.or([where("state", "in", [...LIVE_STATES]), where("closed_at", ">", of.endedAfter)]),
        ]),
        ...(of.decidedAfter === undefined
          ? []
          : [
              where.and([
                where("type", "=", "decision"),
                where.or([
                  where("state", "=", "active"),
                  ...(of.asOf === undefined ? [] : [where("closed_at", ">", of.asOf)]),
                ]),
                where(({ fn }) => fn.coalesce("confirmed_at", "raised_at"), ">", of.decidedAfter),
              ]),
            ]),
      ]),
    )
    .orderBy("raised_at")
    .orderBy("item.id")
    .orderBy("step.revision")
    .execute();
}

/** The items with their steps and the names of those who had a part in them. */
function stepsOf(db: Db | Tx, { endedAfter }: Pick<ToTell, "endedAfter">) {
  return db
    .selectFrom("item")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "item.workspace_id").onRef("person.id", "=", "item.raised_by"),
    )
    .leftJoin("person as decider", (join) =>
      join.onRef("decider.workspace_id", "=", "item.workspace_id").onRef("decider.id", "=", "item.owner_id"),
    )
    .leftJoin("escalation", (join) =>
      join.onRef("escalation.workspace_id", "=", "item.workspace_id").onRef("escalation.item_id", "=", "item.id"),
    )
    .leftJoin("check_in as said", (join) =>
      join.onRef("said.workspace_id", "=", "item.workspace_id").onRef("said.id", "=", "item.check_in_id"),
    )
    .leftJoin("item_event as step", (join) =>
      join
        .onRef("step.workspace_id", "=", "item.workspace_id")
        .onRef("step.item_id", "=", "item.id")
        .on("item.type", "in", ["ask", "dependency", "decision"])
        .on((on) =>
          on.or([
            on.and([on("step.event", "in", ["escalated", "withdrawn", "reopened"]), on("step.at", ">", endedAfter)]),
            on("step.event", "in", [...NAMING, ...TAKES_UP, ...WORDING, ...PASSES_ON, "vote-closed"]),
          ]),
        ),
    )
    .leftJoin("person as giver", (join) =>
      join
        .onRef("giver.workspace_id", "=", "item.workspace_id")
        .on("giver.id", "=", ({ fn }) =>
          fn.coalesce(
            textInJson(db, "step.after", ["escalation", "from"]),
            textInJson(db, "step.before", ["owner_id"]),
          ),
        ),
    )
    .leftJoin("person as taker", (join) =>
      join
        .onRef("taker.workspace_id", "=", "item.workspace_id")
        .on("taker.id", "=", textInJson(db, "step.after", ["escalation", "to"])),
    )
    .leftJoin("person as actor", (join) =>
      join.onRef("actor.workspace_id", "=", "item.workspace_id").onRef("actor.id", "=", "step.actor_id"),
    );
}

interface Step extends Pick<ItemEvent, "event" | "at" | "before" | "after" | "check_in_id"> {
  by: Passing["by"];
  actor: string | null;
  /** Who had the item before, and to whom it went up. */
  giver: string | null;
  taker: string | null;
}

/** An item as far as its steps were read, with what the later ones need of the earlier ones. */
interface Telling {
  item: ItemNamed;
  isPutOff: boolean;
  isCompleted: boolean;
  naming: Step[];
  wording: Step[];
}

function untold(fields: ItemFields & TypedDetails): Telling {
  const item = {
    ...fields,
    rises: [],
    passings: [],
    withdrawn: null,
    reopened: null,
    vote: null,
    datedAt: null,
    dueAsPutOff: null,
    asking: [],
    namedIn: [],
    isTakenUp: false,
    saidAt: fields.raised_at,
  };
  return { item, isPutOff: false, isCompleted: false, naming: [], wording: [] };
}

function addStep(telling: Telling, step: Step): void {
  const { item } = telling;
  const { event, at, by, actor } = step;
  if (item.type === "ask") telling.wording.push(step);
  if (isNaming(event)) telling.naming.push(step);
  if (event === "asked-back" || event === "answered-back") item.asking.push({ event, at });
  if (event === "deferred") {
    telling.isPutOff = true;
    item.dueAsPutOff = null;
  } else if (telling.isPutOff) item.dueAsPutOff ??= ownedIn(step.before).due_on ?? null;
  if (event === "withdrawn") item.withdrawn = { at, by: actor };
  if (event === "reopened") item.reopened = { at, by: actor, isOfAnswer: step.check_in_id !== null };
  if (step.after?.includes('"due_on"')) item.datedAt = at;
  if (event === "circulated") item.vote = { put: { at, by }, closed: null };
  if (event === "vote-closed" && item.vote && item.type === "ask" && item.details.lastVote)
    item.vote.closed = { at, result: item.details.lastVote.result };
  item.passings.push(...passingsIn(telling, step));
  if (event === "completed") telling.isCompleted = true;
  if (TAKES_UP.some((one) => one === event)) item.isTakenUp = true;
  item.rises.push(...risesIn(step));
}

function passingsIn({ item, isCompleted }: Telling, { event, at, before, after, by, giver }: Step): Passing[] {
  if (!PASSES_ON.some((one) => one === event)) return [];
  const { owner_id: from, title = item.title, description = item.description } = ownedIn(before);
  const { owner_id: to } = ownedIn(after);
  if (!from || !to) return [];
  const then = { ...item, title, description, state: isCompleted ? "open" : "draft", decider: giver } as const;
  return [{ at, from, to, by, isFirst: from !== by?.id && isByRule(then) }];
}

function risesIn({ event, at, after, giver, taker }: Step): Rise[] {
  const step = event === "escalated" ? stepIn({ after }) : null;
  if (step?.because !== "term" && step?.because !== "hand") return [];
  const [from, to] = [
    { id: step.from, name: giver ?? "" },
    { id: step.to, name: taker ?? "" },
  ];
  return [{ at, from, to, because: step.because }];
}

async function asOfThen(
  db: Db | Tx,
  rows: readonly ItemStep[],
  of: { workspaceId: string; programIds: readonly string[]; asOf: Instant },
): Promise<ItemStep[]> {
  const itemsThen = await listItemsAsOf(db, of);
  return rows
    .filter(({ step_at: at }) => at === null || at <= of.asOf)
    .map((row) => ({ ...row, ...itemsThen.get(row.id) }));
}

function ownedIn(fields: string | null): z.infer<typeof ownedSchema> {
  return fields === null ? {} : ownedSchema.parse(JSON.parse(fields));
}

function isNaming(event: ItemEventName): boolean {
  return NAMING.some((naming) => naming === event);
}
