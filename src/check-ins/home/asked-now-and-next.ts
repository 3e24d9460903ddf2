/** What runs in the visitor's programs and whom it asks; when it asks them next. */
import { resolveAudience } from "../../cadences/audience/audience.ts";
import { membersBySource } from "../../cadences/audience/audience-people.ts";
import { type Cadence, nameOf, readAudience, readQuestions, readRule } from "../../cadences/cadences.ts";
import { cadencesOfVisitor } from "../../cadences/recurrence/fiscal-years.ts";
import { firstAllowed, morningOf, nextOfLane } from "../../delivery/lanes.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor-of-home.ts";
import { oncePerHome } from "../../slack/home.ts";
import { comingOf, timesOfPerson } from "../rounds/next-asked.ts";

/** Read once for a Home. */
export const runningCadences = oncePerHome(async ({ db }: { db: Db | Tx }, visitor: Visitor) => {
  const { person, programs, portfolios } = visitor;
  const places = [...programs, ...portfolios];
  const { cadences } = await cadencesOfVisitor({ db }, visitor);
  const running = cadences.filter(({ state }) => state === "active");
  const sources = running.flatMap(({ audience }) => audience);
  const bySource = await membersBySource(db, person.workspace_id, sources);
  return running.map((cadence): { cadence: Cadence; asked: string[] } => {
    const program = places.find(({ id }) => id === cadence.program_id);
    return { cadence, asked: audienceMembersNow(cadence.audience, program, bySource) };
  });
});

export interface ComingToVisitor {
  /** Of each that asks them the next time. */
  checkIns: { at: Instant; name: string }[];
  /** When their first message of this kind from `from` on comes; null: none does. */
  comesAt(lane: "morning" | "weekly", from: Instant, digestWeeks?: readonly LocalDate[]): Instant | null;
}

export async function comingToVisitor(services: { db: Db | Tx }, visitor: Visitor): Promise<ComingToVisitor> {
  const { person, reader, now } = visitor;
  const own = (await runningCadences(services, visitor)).filter(({ asked }) => asked.includes(person.id));
  const cadences = own.map(({ cadence }) => ({ cadence, isAsked: true }));
  const times = await timesOfPerson(services.db, person, cadences, { now, count: 1 });
  const { facts, isTogether, weeklyOn } = times;
  const coming = await comingOf(services.db, person, cadences, { now, count: 1, times });
  return {
    checkIns: coming.flatMap(([next], place) => {
      const cadence = own[place]?.cadence;
      return next && cadence ? [{ at: next.at, name: nameOf(cadence, reader) }] : [];
    }),
    comesAt(lane, from, digestWeeks = []) {
      if (isTogether) return nextOfLane({ ...facts, lanes: { weeklyOn, digestWeeks } }, lane, from, morningOf(facts));
      return lane === "weekly" ? null : firstAllowed(facts, from).at;
    },
  };
}

/** Who of a program is asked by this audience now. */
export function audienceMembersNow(
  audience: Parameters<typeof resolveAudience>[0],
  program: VisitedProgram | undefined,
  bySource: ReadonlyMap<string, readonly string[]>,
): string[] {
  const seats = (program?.holders ?? []).map(({ role, personId }) => ({ role, person: personId }));
  return resolveAudience(audience, seats, bySource);
}

/** What is asked of this person now, also instead of somebody who is away, the first due first, with all that names it. */
export async function listPromptsAtHand(db: Db, workspaceId: string, personId: string, now: Instant) {
  const rows = await db
    .selectFrom("prompt")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "round.workspace_id").onRef("cadence.id", "=", "round.cadence_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "round.workspace_id").onRef("program.id", "=", "round.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "prompt.workspace_id").onRef("person.id", "=", "prompt.person_id"),
    )
    .select([
      "prompt.id",
      "prompt.person_id",
      "person.name",
      "prompt.due_at",
      "prompt.later_at",
      "round.key",
      "round.period",
      "round.program_id",
    ])
    .select(["cadence.template", "cadence.title", "cadence.rule", "cadence.audience", "cadence.state as cadence_state"])
    .select(["program.title as program", "question_set.questions"])
    .where("prompt.workspace_id", "=", workspaceId)
    .where("prompt.opens_at", "<=", now)
    .where("prompt.closes_at", ">", now)
    .where((eb) =>
      eb.or([
        eb("prompt.person_id", "=", personId).and("prompt.state", "in", ["planned", "sent"]),
        eb("prompt.delegate_id", "=", personId).and("prompt.state", "=", "excused"),
      ]),
    )
    .where("program.state", "=", "active")
    .orderBy("prompt.due_at")
    .orderBy("prompt.id")
    .execute();

  return rows.map((row) => ({
    ...row,
    rule: readRule(row.rule),
    audience: readAudience(row.audience),
    questions: readQuestions(row.questions),
  }));
}

/** The open rounds of these cadences, one row for each person concerned, in order. One statement. */
export async function listOpenRounds(db: Db, workspaceId: string, cadenceIds: readonly string[], now: Instant) {
  return db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "prompt.workspace_id").onRef("person.id", "=", "prompt.person_id"),
    )
    .select(["round.id", "round.cadence_id"])
    .select(["prompt.person_id", "prompt.state", "prompt.reason", "prompt.due_at", "person.name"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.cadence_id", "in", [...cadenceIds])
    .where("round.state", "=", "open")
    .where("round.opens_at", "<=", now)
    .orderBy("round.key")
    .orderBy("prompt.id")
    .execute();
}
