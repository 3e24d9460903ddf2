/**
 * What a program needs of its sponsor now: alignment, resources, obstacles out of the way. The phase is the furthest for which
 * something is recorded. Only what everybody above may read counts, so that all read the same.
 */
import { listSections } from "../pages/sections-and-versions.ts";
import type { Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { type Program, programOf, standingsOf } from "../programs/programs.ts";
import { isAbove, seatDay, seatsByProgram } from "../programs/seats.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { lateAmong } from "../register/list/list.ts";
import type { Given } from "../register/types/decisions-and-requests.ts";
import { caseKind, isForAll } from "./case.ts";

export const PHASES = ["alignment", "resources", "obstacles"] as const;
export type Phase = (typeof PHASES)[number];

const QUARTER_DAYS = 91;

/** One condition for leaving a phase. `standing`: the items that stand against it. */
export interface Criterion {
  is: "purpose" | "benefits" | "sponsor" | "decision" | "granted" | "answered" | "cleared" | "promises";
  isMet: boolean;
  against: readonly Item[];
}

export interface PhaseFacts {
  today: LocalDate;
  hasPurpose: boolean;
  hasBenefits: boolean;
  hasSponsor: boolean;
  hasDecision: boolean;
  hasReached: boolean;
  requests: readonly Item[];
  /** Actions and presences, with their owner's word. */
  promises: readonly Item[];
}

export interface PhaseRead {
  /** Null: nothing is recorded that says it. */
  phase: Phase | null;
  criteria: Record<Phase, Criterion[]>;
}

export function phaseOf(facts: PhaseFacts): PhaseRead {
  const { today, hasPurpose, hasBenefits, hasSponsor, hasDecision, hasReached, requests, promises } = facts;
  const isGiven = requests.some((item) => givenBy(item).some((given) => given !== "obstacle"));
  const obstacles = requests.filter((item) => isObstacle(item));
  const standing = obstacles.filter((item) => stands(item));
  // Any other may be one for people, money or time, whatever it was called.
  const open = requests.filter((item) => item.state === "open" && !obstacles.includes(item));
  const late = promises.filter((item) => wasLate(item, today));
  const met = (is: Criterion["is"], isMet: boolean, against: readonly Item[] = []) => ({ is, isMet, against });
  const criteria = {
    alignment: [
      met("purpose", hasPurpose),
      met("benefits", hasBenefits),
      met("sponsor", hasSponsor),
      met("decision", hasDecision),
    ],
    resources: [met("granted", isGiven || hasReached), met("answered", open.length === 0, open)],
    obstacles: [
      met("cleared", standing.length === 0, standing),
      met("promises", late.length === 0 && promises.some((item) => wasMet(item, today)), late),
    ],
  };

  if (isGiven || hasReached) return { phase: "obstacles", criteria };
  if (hasSponsor && hasDecision) return { phase: "resources", criteria };
  const isBegun = hasPurpose || hasBenefits || hasSponsor || hasDecision;
  return { phase: isBegun ? "alignment" : null, criteria };
}

/** What still lacks in the phase, and in those before it. */
export function missingIn({ phase, criteria }: PhaseRead): Criterion[] {
  const until = phase === null ? 0 : PHASES.indexOf(phase);
  return PHASES.slice(0, until + 1).flatMap((each) => criteria[each].filter(({ isMet }) => !isMet));
}

function isObstacle(item: Item): boolean {
  return item.type === "request" && item.details.kind === "obstacle";
}

/** What a decision gave, as whoever asked says it. */
function givenBy(item: Item): readonly Given[] {
  return item.type === "request" && item.state === "decided" ? (item.details.outcome?.given ?? []) : [];
}

/** An obstacle, until whoever asked says that it is gone. What was decided before it came into the register is over. */
function stands(item: Item): boolean {
  const isDecidedHere = item.type === "request" && item.details.outcome !== undefined;
  return item.state === "open" || (isDecidedHere && !givenBy(item).includes("obstacle"));
}

/** The day by which a promise was kept; of a presence its own day, whenever it is ticked. Null: it is open. */
function metOn({ type, due_on: due, closed_at: at }: Item): LocalDate | null {
  if (at === null) return null;
  return type === "presence" && due !== null ? due : localDateOf(at, "UTC");
}

/** By its day, within the last thirteen weeks. */
export function wasMet(item: Item, today: LocalDate): boolean {
  const on = metOn(item);
  return item.state === "done" && on !== null && on >= addLocalDays(today, -QUARTER_DAYS) && on <= (item.due_on ?? on);
}

/** Overdue now, or done too late within the last thirteen weeks. */
function wasLate(item: Item, today: LocalDate): boolean {
  const on = metOn(item);
  if (item.due_on === null) return false;
  if (item.state === "open") return item.due_on < today;
  return on !== null && on > item.due_on && on >= addLocalDays(today, -QUARTER_DAYS);
}

export interface PhaseShown extends PhaseRead {
  programId: string;
  /** Open requests to those above. */
  asked: Item[];
  /** Commitments of those above, by date: open, or fulfilled within the last thirteen weeks. */
  committed: Item[];
  /** The ids of those of them that are late. */
  late: ReadonlySet<string>;
}

/** Null for whoever neither leads the program nor sits above it, and of one that is closed. */
export async function showPhase(services: Services, person: Person, programId: string): Promise<PhaseShown | null> {
  const { db, clock } = services;
  if (!may(await standingsOf(db, person, programId, services), "read-above-answers")) return null;
  const program = await programOf(db, person.workspace_id, programId);
  if (program.state !== "active") return null;
  const today = seatDay(clock.now());
  const seats = (await seatsByProgram(db, program.workspace_id, [programId], today)).get(programId) ?? [];
  const above = new Set(seats.flatMap(({ role, person_id: id }) => (isAbove(role) ? [id] : [])));
  const facts = {
    ...(await recordedOf(services, program)),
    today,
    hasSponsor: seats.some(({ role }) => role === "sponsor"),
  };
  const isTheirs = ({ owner_id: id }: Item) => id !== null && above.has(id);
  const asked = facts.requests.filter((item) => item.state === "open" && isTheirs(item));
  const committed = facts.promises.filter((item) => isTheirs(item) && (item.state === "open" || wasMet(item, today)));
  const late = await lateAmong(services, person, committed);
  return { programId, ...phaseOf(facts), asked, committed, late };
}

async function recordedOf({ db }: Services, program: Program): Promise<Omit<PhaseFacts, "today" | "hasSponsor">> {
  const { workspace_id: workspaceId, id: programId } = program;
  const read = async (filter: Parameters<typeof itemsOfPrograms>[3]) =>
    (await itemsOfPrograms(db, workspaceId, [programId], filter)).filter(isForAll);
  const sections = await listSections(db, { workspaceId, page: caseKind.name, programId });
  const isWritten = (key: string) =>
    sections.some(({ section, text, measures }) => section === key && (text !== "" || measures.length > 0));
  return {
    hasPurpose: program.purpose.trim() !== "" || isWritten("purpose"),
    hasBenefits:
      program.benefits.trim() !== "" ||
      isWritten("benefits") ||
      (await read({ types: ["measure"], states: ["open", "reached"] })).length > 0,
    hasDecision: (await read({ types: ["decision"] })).length > 0,
    hasReached: (await read({ types: ["milestone"], states: ["reached"] })).length > 0,
    requests: await read({ types: ["request"], states: ["open", "decided"] }),
    promises: await read({ types: ["action", "presence"], states: ["open", "done"] }),
  };
}
