import type { ActorContext } from "../people/actors.ts";
import { type Person, workspaceStandings } from "../people/people.ts";
import { creationRight, may } from "../people/rights.ts";
import { adminNames, settingsOf } from "../people/settings.ts";
import { chunksOf, type Db, storableText, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { LocalDate } from "../platform/time.ts";
import { inTransaction, waitInTurn } from "../platform/transaction.ts";
import { coverageColumns } from "./coverage.ts";
import { NO_LIMITS } from "./decision-limits.ts";
import { type CheckInRhythm, programCreated } from "./events.ts";
import { keyOfNew } from "./keys.ts";
import { type Label, labelsColumn } from "./labels.ts";
import { announceLeading } from "./leading-messages.ts";
import {
  auditChange,
  keyFrom,
  listPlaces,
  type Program,
  programByKey,
  programFailure,
  refuseUnlessMayTick,
  refuseWhoCannotAnswer,
} from "./programs.ts";
import { type Seating, seatDay } from "./seats.ts";
import { notifyNamed } from "./sponsor-named.ts";
import type { SeatRole } from "./table.ts";

export interface NewProgram {
  key: string;
  /** Left out or empty: one made from the title. */
  shortKey?: string;
  title: string;
  purpose: string;
  /** What the program is to bring. */
  benefits?: string;
  startsOn?: LocalDate | null;
  endsOn?: LocalDate | null;
  flagship: boolean;
  labels?: readonly Label[];
  /** Left out: it is of work. Of a portfolio what it covers: those with a label, or null: all. */
  covers?: { label: Label | null };
  visibility: "members" | "workspace";
  /** Slack's channel id, or null. */
  channelId: string | null;
  seats: readonly { role: SeatRole; person: Person }[];
}

/** `flagship`, `labels`: left out, they stay. */
export type ProgramForm = Required<Omit<NewProgram, "key" | "shortKey" | "flagship" | "labels" | "covers">> &
  Partial<Pick<NewProgram, "shortKey" | "flagship" | "labels">>;

/** It neither rests nor stops by itself. */
export const WITHOUT_DAYS = {
  paused_from: null,
  paused_until: null,
  stops_on: null,
  change_by: null,
  next_change_on: null,
} as const;

/**
 * Creates a program with its seats, in the caller's transaction.
 * Throws PROGRAM_EXISTS, KEY_WRONG, KEY_TAKEN, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, CREATING_RESTRICTED.
 */
export async function createProgram(ctx: ActorContext<Tx>, input: NewProgram): Promise<Program> {
  const { db: tx, actor } = ctx;
  const workspaceId = actor.workspace_id;
  await waitForKeys(tx, workspaceId);
  if (input.covers === undefined) await refuseUnlessMayCreate(tx, actor);
  if (await programByKey(tx, workspaceId, input.key)) throw programFailure("PROGRAM_EXISTS", { key: input.key });
  for (const { person } of input.seats) refuseWhoCannotAnswer(person);
  const program: Program = {
    workspace_id: workspaceId,
    id: ctx.ids.next(),
    kind: input.covers === undefined ? "program" : "portfolio",
    ...coverageColumns(input.covers?.label ?? null),
    key: input.key,
    short_key: await keyOfNew(tx, workspaceId, input),
    title: storableText(input.title),
    purpose: storableText(input.purpose),
    flagship: input.flagship ? 1 : 0,
    visibility: input.visibility,
    state: "active",
    closed_at: null,
    closed_by: null,
    channel_id: input.channelId,
    benefits: input.benefits ?? "",
    writers: JSON.stringify({ purpose: actor.id, benefits: actor.id }),
    starts_on: input.startsOn ?? null,
    ends_on: input.endsOn ?? null,
    channel_problem: null,
    labels: labelsColumn(input.labels ?? []),
    ...NO_LIMITS,
    ...WITHOUT_DAYS,
    rank: null,
    meets: null,
    created_at: ctx.clock.now(),
  };
  await rows(tx, "program", workspaceId).insert(program);
  const seatings = input.seats.map(({ role, person }) => ({ role, personId: person.id }));
  await giveSeats(ctx, { program, seatings });
  const after = {
    key: input.key,
    seats: seatings,
    ...(input.labels?.length && { labels: input.labels }),
    ...(input.covers && { covers: input.covers.label }),
  };
  await auditChange(ctx, { program, action: "program.created", after });
  return program;
}

/** Of two programs that are created at once the second gets another key. */
export async function waitForKeys(tx: Tx, workspaceId: string): Promise<void> {
  await waitInTurn(tx, `keys of programs of ${workspaceId}`);
}

/** Creates what a form says with its check-ins, under a key made from the title. Throws as `createProgram`. */
export async function createFromForm(
  ctx: ActorContext,
  { rhythms = [], ...form }: ProgramForm & { rhythms?: readonly CheckInRhythm[] },
): Promise<Program> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await waitForKeys(tx, actor.workspace_id);
    const usedKeys = (await listPlaces(tx, actor.workspace_id)).map((program) => program.key);
    await refuseUnlessMayTick(within, { program: null, flagship: form.flagship });
    const key = keyFrom(form.title, usedKeys, "program");
    const program = await createProgram(within, { flagship: false, ...form, key });
    await programCreated.happened(ctx, tx, { program, actor, rhythms });
    const given = form.seats.map(({ role, person }) => ({ role, personId: person.id }));
    await announceLeading(within, { program, given });
    return program;
  });
}

/** Without an end; a seat that was over begins again today. */
export async function giveSeats(
  ctx: ActorContext<Tx>,
  { program, seatings, agreedId }: { program: Program; seatings: readonly Seating[]; agreedId?: string },
): Promise<void> {
  const { workspace_id, id: program_id } = program;
  const now = ctx.clock.now();
  const given = { until_date: null, handed_on_at: null, named_by: ctx.actor.id, named_at: now };
  for (const some of chunksOf(seatings))
    await ctx.db
      .insertInto("seat")
      .values(
        some.map(({ role, personId: person_id }) => {
          const place = { workspace_id, id: ctx.ids.next(), program_id, person_id, role };
          return { ...place, ...given, from_date: null, created_at: now };
        }),
      )
      .onConflict((seat) =>
        seat
          .columns(["workspace_id", "program_id", "person_id", "role"])
          .doUpdateSet({ ...given, from_date: seatDay(now) }),
      )
      .execute();
  await notifyNamed(ctx, { seatings, agreedId });
}

export async function mayCreateProgram(db: Db | Tx, person: Person): Promise<boolean> {
  const { whoMayCreate } = await settingsOf(db, person.workspace_id);
  return may(workspaceStandings(person), creationRight(whoMayCreate));
}

/** Throws CREATING_RESTRICTED, which names the admins. */
export async function refuseUnlessMayCreate(db: Db | Tx, person: Person): Promise<void> {
  if (await mayCreateProgram(db, person)) return;
  throw programFailure("CREATING_RESTRICTED", { admins: await adminNames(db, person.workspace_id) });
}
