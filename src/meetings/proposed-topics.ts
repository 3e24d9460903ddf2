/** What the facts put on an agenda, by weight: what a committee is to decide before what it is to know of. */

import { workspaceTime } from "../calendars/calendars.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { rows } from "../platform/rows.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { ladderSeatsOf } from "../programs/committee.ts";
import { labelOfCoverage } from "../programs/coverage.ts";
import type { Program } from "../programs/programs.ts";
import { programsCovered } from "../programs/programs-covered.ts";
import { reviewedIn } from "../quarter/bodies.ts";
import { isConfirmable } from "../quarter/reviews.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import { isRequest } from "../register/requests/request.ts";
import type { Line, LineKind, Report } from "../reports/compile/report.ts";
import { reportedTo } from "../reports/compile/reports-for-reader.ts";
import { decideLinesOf } from "../workshop/to-decide.ts";
import type { MeetingKind, TopicSource } from "./table.ts";

/** An agenda has no more. */
export const MOST_TOPICS = 8;

export interface Proposed {
  source: TopicSource;
  programId: string;
  /** Of what was prepared, the line that it is. */
  itemId: string | null;
  minutes: number;
  /** As somebody prepared it, with who did. */
  words?: { text: string; by: string };
}

const MINUTES = {
  "follow-up": 5,
  quarter: 10,
  request: 15,
  status: 10,
  milestone: 5,
  measure: 5,
  prepared: 15,
} as const;

/** The programs for which a body sits: of a portfolio those without a committee of their own. */
export async function programsOfBody(db: Db | Tx, program: Program, now: Instant): Promise<Program[]> {
  if (program.kind === "program") return [program];
  const covered = await programsCovered(db, program.workspace_id, labelOfCoverage(program));
  const ids = covered.map(({ id }) => id);
  const seats = await ladderSeatsOf(db, program.workspace_id, ids, now);
  return covered.filter(({ id }) =>
    seats.get(id)?.some(({ role, bodyId }) => role === "steering" && bodyId === program.id),
  );
}

interface Body {
  program: Program;
  kind: MeetingKind;
  memberIds: readonly string[];
  /** Of the meeting. */
  day: LocalDate;
}

/** What is to be decided at a workshop is on the agenda of that day, or of the next meeting after it. */
const PREPARED_WITHIN_DAYS = 60;

async function preparedFor(db: Db | Tx, program: Program, day: LocalDate): Promise<Proposed[]> {
  const after = addLocalDays(day, -PREPARED_WITHIN_DAYS);
  const lines = await decideLinesOf(db, program.workspace_id, { bodyId: program.id, after, until: day });
  return lines.map(({ id, text, by }) => ({ ...topicOf("prepared", program.id, id), words: { text, by } }));
}

/**
 * In the order in which they are taken up. `isFollowed`: something was decided or is to be done since the last time. What the
 * facts say of one matter in several ways is one topic.
 */
export async function proposedTopics(
  services: LookupContext,
  db: Db | Tx,
  { program, kind, memberIds, day, isFollowed }: Body & { isFollowed: boolean },
): Promise<Proposed[]> {
  const { workspace_id: workspaceId } = program;
  const now = services.clock.now();
  const programs = await programsOfBody(db, program, now);
  const isQuarterOpen = kind === "committee" && (await quarterToConfirm(db, program, now)).quarter !== null;
  const requests = kind === "committee" ? await requestsTo(db, workspaceId, programs, memberIds) : [];
  const reports = await presentReports(services, db, program, programs);
  const all = [...reports].flatMap(([programId, report]) => factsIn(programId, report));
  const facts = kind === "committee" ? all : await knownToTeam(db, workspaceId, all);

  const proposed: Proposed[] = [
    ...(isFollowed ? [topicOf("follow-up", program.id)] : []),
    ...(isQuarterOpen ? [topicOf("quarter", program.id)] : []),
    ...requests,
    ...(kind === "committee" ? await preparedFor(db, program, day) : []),
    ...facts
      .toSorted((one, other) => WEIGHTS.indexOf(one.kind) - WEIGHTS.indexOf(other.kind))
      .map(({ topic }) => topic),
  ];
  const byMatter = new Map(proposed.map((topic) => [`${topic.source}:${topic.programId}:${topic.itemId}`, topic]));
  return [...byMatter.values()];
}

function topicOf(source: keyof typeof MINUTES, programId: string, itemId: string | null = null): Proposed {
  return { source, programId, itemId, minutes: MINUTES[source] };
}

/** Those that a member has or on which they vote, the first that is needed first. */
async function requestsTo(
  db: Db | Tx,
  workspaceId: string,
  programs: readonly Program[],
  memberIds: readonly string[],
): Promise<Proposed[]> {
  const ids = programs.map(({ id }) => id);
  const found = await itemsOfPrograms(db, workspaceId, ids, { types: ["request"], states: ["open"] });
  return found
    .filter(isRequest)
    .filter(({ disclosure }) => disclosure === "above" || disclosure === "program")
    .filter(
      ({ owner_id: id, details }) => details.waiting?.because === "vote" || (id !== null && memberIds.includes(id)),
    )
    .toSorted((one, other) => (one.due_on ?? "").localeCompare(other.due_on ?? "") || one.id.localeCompare(other.id))
    .map((item) => topicOf("request", item.program_id, item.id));
}

/** The last quarter of which a body has programs left to confirm, and their titles. `quarter`: null where none is left. */
export async function quarterToConfirm(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Program,
  now: Instant,
): Promise<{ quarter: string | null; programs: string[] }> {
  const open = { body_id: id, state: "to-confirm" } as const;
  const reviews = await rows(db, "quarter_review", workspaceId).list(open, ["opened_at"]);
  for (const quarter of new Set(reviews.toReversed().map((review) => review.quarter))) {
    const { reviewed } = await reviewedIn(db, workspaceId, { bodyId: id, quarter }, now);
    const programs = reviewed.filter(isConfirmable).map(({ program }) => program.title);
    if (programs.length > 0) return { quarter, programs };
  }
  return { quarter: null, programs: [] };
}

/** As everybody above reads them, by program. */
async function presentReports(
  services: LookupContext,
  db: Db | Tx,
  { workspace_id: workspaceId }: Program,
  programs: readonly Program[],
): Promise<Map<string, Report>> {
  const { zone } = await workspaceTime(db, workspaceId);
  const read = programs.map((program) => ({ program, standings: ["steering" as const] }));
  const reader = { workspace_id: workspaceId, zone, id: "" };
  const reported = await reportedTo({ ...services, db }, reader, { programs: read, day: null });
  return new Map(reported.filter(({ isHeld }) => !isHeld).map(({ id, report }) => [id, report]));
}

/** What of a report is for an agenda, the weightiest first. */
const WEIGHTS = [
  "newly-off-track",
  "still-off-track",
  "against-green",
  "newly-at-risk",
  "milestone-moved",
  "measure",
] as const satisfies LineKind[];

interface Fact {
  kind: (typeof WEIGHTS)[number];
  topic: Proposed;
}

/** What a report says of a program above is not for its team: the items are that all in it read. */
async function knownToTeam(db: Db | Tx, workspaceId: string, facts: readonly Fact[]): Promise<Fact[]> {
  const programIds = facts.map(({ topic }) => topic.programId);
  const ids = facts.flatMap(({ topic }) => topic.itemId ?? []);
  const items = await itemsOfPrograms(db, workspaceId, programIds, { ids });
  const known = new Set(items.filter(({ disclosure }) => disclosure === "program").map(({ id }) => id));
  return facts.filter(({ topic }) => topic.itemId !== null && known.has(topic.itemId));
}

function factsIn(programId: string, report: Report): Fact[] {
  return report.lines.flatMap((line) => {
    const kind = WEIGHTS.find((each) => each === line.kind);
    if (kind === undefined) return [];
    const topic = topicFrom(programId, line, report);
    return topic === null ? [] : [{ kind, topic }];
  });
}

function topicFrom(programId: string, { kind, itemId }: Line, report: Report): Proposed | null {
  if (kind === "milestone-moved") return itemId === undefined ? null : topicOf("milestone", programId, itemId);
  if (kind !== "measure") return topicOf("status", programId);
  const measure = report.measures?.find((each) => each.itemId === itemId);
  return measure?.isBehind && itemId !== undefined ? topicOf("measure", programId, itemId) : null;
}
