/** The colours that were given, as they were at each instant: every revision, with those that took one back. */

import { type ExpressionBuilder, sql } from "kysely";
import { readQuestions, readRule } from "../../cadences/columns.ts";
import {
  answersFeeding,
  answersSchema,
  healthAnswerSchema,
  type Question,
} from "../../cadences/questions/questions.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, rowsInPieces, type Tables, type Tx } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import { prepared } from "../../platform/prepared.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { closingAfter, closingsOf } from "../../programs/closings/rules.ts";
import { closingActs } from "../../programs/closings/use-cases.ts";
import type { GivenHealth } from "../rules-given.ts";
import type { Watch } from "../table.ts";

/** Answered after `after` up to `until`; of rounds that had opened by `askedUntil`. */
export interface GivenScope {
  workspaceId: string;
  programIds: readonly string[];
  /** Null: whichever. */
  cadenceIds: readonly string[] | null;
  after: Instant;
  until: Instant;
  askedUntil?: Instant | undefined;
}

export type GivenColourRow = Awaited<ReturnType<typeof listGivenColours>>[number];

export async function listGivenColours(db: Db | Tx, scope: GivenScope) {
  return coloursGiven(db, scope).execute();
}

/**
 * The same in pieces, of many programs. With their rounds, read before, no round is read with each of its answers; others
 * than these are read in a statement more.
 */
export async function* givenColoursInPieces(
  db: Db | Tx,
  scope: GivenScope,
  known: readonly RoundRow[] | null,
): AsyncGenerator<GivenColourRow[]> {
  if (known === null) return yield* rowsInPieces(db, coloursGiven(db, scope));
  const { workspaceId, askedUntil } = scope;
  const rounds = new Map(known.map((one) => [one.id, one]));
  const withRounds = (given: readonly WordRow[]) => {
    const rows: GivenColourRow[] = [];
    for (const one of given) {
      const round = rounds.get(one.round_id);
      if (!round || (askedUntil !== undefined && round.opens_at > askedUntil)) continue;
      const { key, period, opens_at, stands_until } = round;
      rows.push({ ...one, key, period, opens_at, stands_until });
    }
    return rows;
  };
  const ofOlder: WordRow[] = [];
  for await (const given of rowsInPieces(db, wordsGiven(db, scope))) {
    for (const one of given) if (!rounds.has(one.round_id)) ofOlder.push(one);
    yield withRounds(given);
  }
  if (ofOlder.length === 0) return;
  const older = roundsOf(db, workspaceId).where("round.id", "in", [...new Set(ofOlder.map((one) => one.round_id))]);
  for (const one of await older.execute()) rounds.set(one.id, one);
  yield withRounds(ofOlder);
}

/** Most answers are to a round of so long before, or less. */
const ROUNDS_DAYS = 62;

/** Opened up to `until`, from so long before `after` on. */
export async function listRecentRounds(
  db: Db | Tx,
  { workspaceId, programIds, cadenceIds, after, until }: Omit<GivenScope, "askedUntil">,
): Promise<RoundRow[]> {
  const recent = roundsOf(db, workspaceId)
    .where("round.program_id", "in", [...programIds])
    .where("round.key", ">=", addMs(after, -ROUNDS_DAYS * DAY).slice(0, DATE))
    .where("round.opens_at", "<=", until)
    .$if(cadenceIds !== null, (query) => query.where("round.cadence_id", "in", [...(cadenceIds ?? [])]));
  const rounds: RoundRow[] = [];
  for await (const some of rowsInPieces(db, recent)) {
    rounds.push(...some);
    await letOthersRun();
  }
  return rounds;
}

type WordRow = Awaited<ReturnType<ReturnType<typeof wordsGiven>["execute"]>>[number];
export type RoundRow = Awaited<ReturnType<ReturnType<typeof roundsOf>["execute"]>>[number];

const DATE = "YYYY-MM-DD".length;

function roundsOf(db: Pick<Db, "selectFrom">, workspaceId: string) {
  return db
    .selectFrom("round")
    .select(["round.id", "round.program_id", "round.cadence_id", "round.key", "round.period", "round.opens_at"])
    .select(["round.state", "round.occasion"])
    .select(standsUntil)
    .where("round.workspace_id", "=", workspaceId);
}

/** When the round after it is due: until then its words stand. */
function standsUntil(query: ExpressionBuilder<Tables, "round">) {
  return query
    .selectFrom("round as next")
    .whereRef("next.workspace_id", "=", "round.workspace_id")
    .whereRef("next.cadence_id", "=", "round.cadence_id")
    .whereRef("next.key", ">", "round.key")
    .where("next.occasion", "is", null)
    .orderBy("next.key")
    .limit(sql.lit(1))
    .select("next.due_at")
    .as("stands_until");
}

function coloursGiven(db: Pick<Db, "selectFrom">, scope: GivenScope) {
  const { askedUntil } = scope;
  return wordsGiven(db, scope)
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .select(["round.key", "round.period", "round.opens_at"])
    .select(standsUntil)
    .$if(askedUntil !== undefined, (query) => query.where("round.opens_at", "<=", askedUntil ?? ""));
}

function wordsGiven(db: Pick<Db, "selectFrom">, { workspaceId, programIds, cadenceIds, after, until }: GivenScope) {
  return db
    .selectFrom("check_in_revision as revision")
    .innerJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "revision.workspace_id")
        .onRef("check_in.id", "=", "revision.check_in_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .leftJoin("person as delegate", (join) =>
      join
        .onRef("delegate.workspace_id", "=", "revision.workspace_id")
        .on("delegate.id", "=", ({ fn }) => fn("nullif", ["revision.author_id", "check_in.person_id"])),
    )
    .leftJoin(closingActs(db, { workspaceId, programIds }).as("closing"), (join) =>
      join.onRef("closing.program_id", "=", "revision.program_id"),
    )
    .select(["revision.program_id", "revision.check_in_id", "revision.revision", "revision.answered_at"])
    .select(["revision.health", "check_in.round_id", "check_in.cadence_id", "check_in.person_id"])
    .select(["person.name as author", "delegate.name as delegate", "closing.acts"])
    .where("revision.workspace_id", "=", workspaceId)
    .where("revision.program_id", "in", [...programIds])
    .where("revision.answered_at", ">", after)
    .where("revision.answered_at", "<=", until)
    .where((where) => where.or([where("revision.health", "is not", null), where("revision.revision", ">", sql.lit(1))]))
    .$if(cadenceIds !== null, (query) => query.where("check_in.cadence_id", "in", [...(cadenceIds ?? [])]));
}

/** Of these cadences those whose questions ask for a colour. */
export async function listAskingHealth(db: Db | Tx, workspaceId: string, cadenceIds: readonly string[]) {
  if (cadenceIds.length === 0) return new Set<string>();
  const rows = await db
    .selectFrom("cadence")
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "cadence.workspace_id")
        .onRef("question_set.id", "=", "cadence.question_set_id"),
    )
    .select(["cadence.id", "question_set.questions"])
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.id", "in", [...cadenceIds])
    .execute();
  const asking = rows.filter(({ questions }) => readQuestions(questions).some(({ feeds }) => feeds === "health"));
  return new Set(asking.map(({ id }) => id));
}

const WORDS_READ = 8;

type HealthSpan = Pick<GivenScope, "after" | "until" | "askedUntil">;

const healthGiven = prepared((db, of: HealthSpan & { workspaceId: string; programId: string }) =>
  db
    .with("given", (cte) =>
      coloursGiven(cte, {
        workspaceId: of.workspaceId,
        programIds: [of.programId],
        cadenceIds: null,
        after: of.after,
        until: of.until,
        askedUntil: of.askedUntil,
      })
        .select(["revision.answers", "round.question_set_id"])
        .select(({ fn }) =>
          fn
            .agg<number>("row_number")
            .over((over) =>
              over
                .partitionBy(["check_in.cadence_id", "check_in.person_id"])
                .orderBy("round.key", "desc")
                .orderBy("revision.answered_at", "desc")
                .orderBy("revision.check_in_id", "desc"),
            )
            .as("place"),
        ),
    )
    .selectFrom("given")
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.id", "=", "given.cadence_id").on("cadence.workspace_id", "=", of.workspaceId),
    )
    .leftJoin("question_set", (join) =>
      join
        .onRef("question_set.id", "=", "given.question_set_id")
        .on("question_set.workspace_id", "=", of.workspaceId)
        .on("given.place", "<=", sql.lit(WORDS_READ)),
    )
    .select(["given.check_in_id", "given.revision", "given.answered_at", "given.health", "given.cadence_id"])
    .select(["given.person_id", "given.round_id", "given.key", "given.period", "given.author", "given.stands_until"])
    .select(["given.acts", "given.opens_at"])
    // Of the many that are long past, no more is read than their colour.
    .select(({ eb }) =>
      eb.case().when("given.place", "<=", sql.lit(WORDS_READ)).then(eb.ref("given.answers")).end().as("answers"),
    )
    .select(["cadence.rule", "question_set.questions"]),
);

/** Of one program, with what was said beside the last ones of each person and cadence. */
export async function listGivenHealth(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  { after, until, askedUntil }: HealthSpan,
): Promise<GivenHealth[]> {
  const { rows } = await healthGiven(db, { workspaceId, programId, after, until, askedUntil });
  return rows.map((row) => ({
    checkInId: row.check_in_id,
    revision: row.revision,
    cadenceId: row.cadence_id,
    every: readRule(row.rule).every,
    personId: row.person_id,
    roundKey: row.key,
    answeredAt: row.answered_at,
    askedAt: row.opens_at,
    colour: row.health,
    standsUntil: row.stands_until,
    closed: closingAfter(closingsOf(row.acts), row.answered_at),
    author: row.author,
    roundId: row.round_id,
    period: row.period,
    ...(row.questions === null || row.answers === null
      ? NOTHING_SAID
      : saidIn(readQuestions(row.questions), row.answers)),
  }));
}

const NOTHING_SAID = { health: {}, confidence: null, text: null };

function saidIn(questions: readonly Question[], json: string) {
  const answers = answersSchema.parse(JSON.parse(json));
  const [given] = answersFeeding(questions, answers, "health");
  if (given === undefined) return NOTHING_SAID;
  const health = healthAnswerSchema.parse(given);
  const [confidence] = answersFeeding(questions, answers, "confidence");
  const texts = [
    ...answersFeeding(questions, answers, "bottom-line"),
    ...answersFeeding(questions, answers, "progress"),
  ];
  const words = [health.reason, ...texts].flatMap((text) => (typeof text === "string" && text.trim() ? [text] : []));
  return {
    health,
    confidence: typeof confidence === "number" ? confidence : null,
    text: words.length > 0 ? words.join("\n") : null,
  };
}
