/** The work requests that somebody sees: those they asked for, and of each program in which they have a part. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import type { Person } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Db } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { rows } from "../../platform/rows.ts";
import { addMs, DAY, localDateOf } from "../../platform/time.ts";
import { listProgramsFor, type Program, runningPrograms } from "../../programs/programs.ts";
import { hasWords } from "../../register/list/list.ts";
import { selectProgramsOfHolders } from "../parts.ts";
import type { WorkRequestTable } from "../table.ts";
import { workRequestCode } from "../tracks.ts";
import { type WhoDoes, whoDoAll } from "../who-does.ts";
import { hasPartIn, listMine, type WorkRequest, withSteps } from "./request-queries.ts";

/** What has ended stands among what somebody asked for so long. */
const ENDED_SHOWN_MS = 30 * DAY;
/** Of those that have ended, the latest. */
const MOST_ENDED = 1000;
/** In place of the id of a person: whoever looks. */
export const ME = "me";

const orAny = () => z.string().nullable().default(null);

/** What the list is narrowed down by; null: any. */
export const boardFilter = z.object({
  isEnded: z.boolean().default(false),
  /** The key of a type. */
  type: orAny(),
  /** Who asked for it, has it or approves it; once it has ended, who had a step of it. */
  person: orAny(),
  /** The key of the step that it has reached. */
  step: orAny(),
  /** In which it ended: `2026-11`. */
  month: orAny(),
});
export type BoardFilter = z.infer<typeof boardFilter>;

export interface BoardProgram {
  program: Program;
  /** Whether the reader leads it. */
  isLed: boolean;
  /** Whether the reader sees all of its requests; else those in which they have a part. */
  isSeenWhole: boolean;
}

export interface Board {
  programs: readonly BoardProgram[];
  /** The one that is shown; undefined: the reader has a part in none. */
  shown: BoardProgram | undefined;
  /** What the reader asked for, the latest first. */
  own: WorkRequest[];
  /** Of the program: what is under way as its lead ordered it, or what has ended, the latest first. */
  listed: WorkRequest[];
  /** All of both before they were narrowed down. */
  all: WorkRequest[];
}

type Reading = Pick<ActorContext, "db" | "actor"> & LookupContext;

/** `programId`: of the program to show, else the first that the reader leads or sees. */
export async function readBoard(
  ctx: Reading,
  { programId, filter }: { programId: string | null; filter: BoardFilter },
): Promise<Board> {
  const { db, actor, clock } = ctx;
  const programs = await listBoardPrograms(ctx);
  const shown = programs.find(({ program }) => program.id === programId) ?? programs[0];

  const since = filter.isEnded ? "" : addMs(clock.now(), -ENDED_SHOWN_MS);
  const mine = (await listMine(db, actor, since)).filter(
    ({ ended_at: ended }) => !filter.isEnded || isInMonth(ended, filter, actor),
  );
  const ofProgram = shown ? await listOf(db, actor, shown.program, filter) : [];
  const found = await withSteps(db, actor.workspace_id, unique([...mine, ...ofProgram]));

  const byId = new Map(found.map((workRequest) => [workRequest.id, workRequest]));
  const inOrder = (listed: readonly { id: string }[]) => listed.flatMap(({ id }) => byId.get(id) ?? []);
  const chain = shown ? await whoDoAll(db, actor.workspace_id, [shown.program.id], clock.now()) : undefined;
  const own = inOrder(mine);
  const listed = inOrder(ofProgram).filter((workRequest) => isSeen(shown, chain, actor, workRequest));
  const isWanted = (workRequest: WorkRequest) => matches(workRequest, filter, actor.id);
  return {
    programs,
    shown,
    own: own.filter(isWanted),
    listed: listed.filter(isWanted),
    all: unique([...own, ...listed]),
  };
}

function isSeen(
  shown: BoardProgram | undefined,
  chain: WhoDoes | undefined,
  actor: Person,
  workRequest: WorkRequest,
): boolean {
  if (!shown || !chain) return false;
  return shown.isSeenWhole || hasPartIn(chain, actor.id, workRequest);
}

/** What the reader sees of all programs that has every one of these words, under way before ended, the latest first. */
export async function listFoundWorkRequests(ctx: Reading, words: string): Promise<WorkRequest[]> {
  const { db, actor, clock } = ctx;
  const { workspace_id: workspaceId } = actor;
  const programs = await listBoardPrograms(ctx);
  const ids = programs.map(({ program }) => program.id);
  const keys = new Map((await runningPrograms(db, workspaceId)).map(({ program }) => [program.id, program.short_key]));
  const mine = await listMine(db, actor, "");
  const mineIds = new Set(mine.map(({ id }) => id));
  const ofPrograms = await rows(db, "work_request", workspaceId).list({ program_id: ids }, ["asked_at", "id"]);

  const textOf = (row: Selectable<WorkRequestTable>) => {
    const code = workRequestCode({ short_key: keys.get(row.program_id) ?? "", number: row.number });
    return [code, row.title, row.answers, row.note ?? ""].join(" ");
  };
  const having = unique([...mine, ...ofPrograms.reverse()]).filter((row) => hasWords(textOf(row), words));
  const chain = await whoDoAll(db, workspaceId, ids, clock.now());
  const found = (await withSteps(db, workspaceId, having.slice(0, MOST_ENDED))).filter((workRequest) => {
    const shown = programs.find(({ program }) => program.id === workRequest.program_id);
    return mineIds.has(workRequest.id) || isSeen(shown, chain, actor, workRequest);
  });
  return found.toSorted((a, b) => Number(a.outcome !== null) - Number(b.outcome !== null));
}

/** Running programs that take requests or have some: those of the reader’s seats, then those in which they have a role or a step. */
async function listBoardPrograms(ctx: Reading): Promise<BoardProgram[]> {
  const { db, actor } = ctx;
  const { workspace_id: workspaceId } = actor;
  const used = await programsWithWork(db, workspaceId);
  const seated = (await listProgramsFor(db, actor, ctx)).flatMap(({ program, standings }): BoardProgram[] => {
    const isLed = may(standings, "change-program");
    const isShown = program.state === "active" && (isLed || (may(standings, "read-record") && used.has(program.id)));
    return isShown ? [{ program, isLed, isSeenWhole: true }] : [];
  });
  const beside = await programsOfRolesAndSteps(db, actor);
  const others = (await runningPrograms(db, workspaceId)).flatMap(({ program }): BoardProgram[] => {
    const isShown = beside.has(program.id) && used.has(program.id);
    return isShown && !seated.some((each) => each.program.id === program.id)
      ? [{ program, isLed: false, isSeenWhole: false }]
      : [];
  });
  return [...seated, ...others];
}

async function programsWithWork(db: Db, workspaceId: string): Promise<Set<string>> {
  const found = await db
    .selectFrom("work_request")
    .select("program_id")
    .where("workspace_id", "=", workspaceId)
    .union(db.selectFrom("work_type").select("program_id").where("workspace_id", "=", workspaceId))
    .execute();
  return new Set(found.map(({ program_id: id }) => id));
}

/** Where they hold a working role, have or had a step of a request, or are asked to approve one. */
async function programsOfRolesAndSteps(db: Db, { workspace_id: workspaceId, id: personId }: Person) {
  const held = selectProgramsOfHolders(db, workspaceId, [personId]);
  const owned = db
    .selectFrom("item")
    .select("program_id")
    .where("workspace_id", "=", workspaceId)
    .where("type", "=", "step")
    .where("owner_id", "=", personId);
  const approved = db
    .selectFrom("approval")
    .select("program_id")
    .where("workspace_id", "=", workspaceId)
    .where("subject_kind", "=", "step")
    .where("asked_of", "=", personId);
  const found = await held.union(owned).union(approved).execute();
  return new Set(found.map(({ program_id: id }) => id));
}

async function listOf(db: Db, actor: Person, program: Program, filter: BoardFilter) {
  const stock = rows(db, "work_request", actor.workspace_id);
  if (!filter.isEnded) return stock.list({ program_id: program.id, outcome: null }, ["rank"]);
  const outcomes = ["finished", "declined", "withdrawn", "merged"] as const;
  const ended = await stock.list({ program_id: program.id, outcome: outcomes }, ["ended_at", "id"]);
  return ended
    .filter(({ ended_at: at }) => isInMonth(at, filter, actor))
    .slice(-MOST_ENDED)
    .reverse();
}

function isInMonth(ended: string | null, { month }: BoardFilter, { zone }: Pick<Person, "zone">): boolean {
  return ended !== null && (month === null || monthOf(ended, zone) === month);
}

/** `2026-11`. */
export function monthOf(at: string, zone: string): string {
  return localDateOf(at, zone).slice(0, "2026-11".length);
}

function matches(workRequest: WorkRequest, filter: BoardFilter, actorId: string): boolean {
  const { type, step } = filter;
  const person = filter.person === ME ? actorId : filter.person;
  if (type !== null && workRequest.track.definition.key !== type) return false;
  if (step !== null && workRequest.reached?.key !== step) return false;
  return person === null || peopleOf(workRequest).includes(person);
}

/** Who asked for it, and who has it or is to approve it; of one that has ended, who did something of it. */
export function peopleOf({ requester_id: requesterId, steps, current, outcome }: WorkRequest): string[] {
  const concerned = outcome === null ? current : steps;
  const ids = concerned.flatMap(({ state, ownerId, askedOf }) => {
    if (outcome !== null) return ownerId ?? [];
    return (state === "open" ? ownerId : askedOf) ?? [];
  });
  return [...new Set([requesterId, ...ids])];
}

function unique<Row extends { id: string }>(all: readonly Row[]): Row[] {
  return [...new Map(all.map((row) => [row.id, row])).values()];
}
