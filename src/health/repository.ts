import { sql } from "kysely";
import { readQuestions } from "../cadences/columns.ts";
import { askedIn, outcomesOf } from "../cadences/outcomes/rules.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { prepared } from "../platform/prepared.ts";
import { CAUSE_OF_DATE } from "./rules-milestones.ts";
import { type HealthSettings, healthSettingsSchema } from "./settings.ts";
import type { Watch } from "./table.ts";

const readSettings = jsonColumn(healthSettingsSchema);

const settingsOf = prepared((db, of: { workspaceId: string; programId: string }) =>
  db
    .selectFrom("health_watch")
    .select("settings")
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId),
);

export async function settingsIn(db: Db | Tx, workspaceId: string, programId: string): Promise<HealthSettings> {
  const [row] = (await settingsOf(db, { workspaceId, programId })).rows;
  return readSettings(row?.settings ?? "{}");
}

export async function saveSettings(
  tx: Tx,
  { workspace_id, program_id }: Watch,
  settings: HealthSettings,
  evaluateAt: Instant,
): Promise<void> {
  const row = { look_at: evaluateAt, settings: JSON.stringify(settings) };
  await tx
    .insertInto("health_watch")
    .values({ workspace_id, program_id, ...row })
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id"]).doUpdateSet(row))
    .execute();
}

/** Recorded up to `until`; of rounds that had opened by `askedUntil`. */
interface DateSpan {
  until: Instant;
  askedUntil: Instant | undefined;
}

/**
 * Every date that was given for the milestones of these programs by an instant, with the answer that gave it, and what
 * those answered who were asked, once its day had come, whether it was reached: the last revision by then.
 */
export function datesGivenFor(
  db: Pick<Db, "selectFrom">,
  { workspaceId, programIds, until, askedUntil }: DateSpan & { workspaceId: string; programIds: readonly string[] },
) {
  return db
    .selectFrom("milestone")
    .crossJoin("milestone_date as given")
    .whereRef("given.workspace_id", "=", "milestone.workspace_id")
    .whereRef("given.milestone_id", "=", "milestone.id")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "given.workspace_id").onRef("check_in.id", "=", "given.check_in_id"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .leftJoin("check_in_revision as answer", (join) =>
      join
        .onRef("answer.workspace_id", "=", "given.workspace_id")
        .onRef("answer.check_in_id", "=", "given.check_in_id")
        .onRef("answer.revision", "=", "given.revision")
        .on("round.occasion", "is not", null),
    )
    .leftJoin("health_trigger as asked", (join) =>
      join
        .onRef("asked.workspace_id", "=", "milestone.workspace_id")
        .onRef("asked.program_id", "=", "milestone.program_id")
        .on("asked.cause", "=", causeOfGiven),
    )
    .leftJoin("check_in as outcome_in", (join) =>
      join
        .onRef("outcome_in.workspace_id", "=", "asked.workspace_id")
        .onRef("outcome_in.round_id", "=", "asked.round_id"),
    )
    .leftJoin("check_in_revision as outcome", (join) =>
      join
        .onRef("outcome.workspace_id", "=", "outcome_in.workspace_id")
        .onRef("outcome.check_in_id", "=", "outcome_in.id")
        .on(({ eb, selectFrom }) =>
          eb(
            "outcome.revision",
            "=",
            selectFrom("check_in_revision as other")
              .select(({ fn }) => fn.max("other.revision").as("revision"))
              .whereRef("other.workspace_id", "=", "outcome_in.workspace_id")
              .whereRef("other.check_in_id", "=", "outcome_in.id")
              .where("other.answered_at", "<=", until),
          ),
        ),
    )
    .leftJoin("round as outcome_round", (join) =>
      join
        .onRef("outcome_round.workspace_id", "=", "outcome_in.workspace_id")
        .onRef("outcome_round.id", "=", "outcome_in.round_id"),
    )
    .leftJoin("person as outcome_person", (join) =>
      join
        .onRef("outcome_person.workspace_id", "=", "outcome_in.workspace_id")
        .onRef("outcome_person.id", "=", "outcome_in.person_id"),
    )
    .select(["milestone.id as milestone_id", "milestone.program_id", "milestone.cadence_id"])
    .select(["milestone.question_key", "given.entry", "given.date", "given.check_in_id", "given.revision"])
    .select(["given.recorded_at", "check_in.person_id", "person.name as author", "person.zone"])
    .select(["round.key as round_key", "round.period", "round.occasion", "round.opens_at", "answer.answers"])
    .select(["outcome.answers as outcome", "outcome.check_in_id as outcome_in", "outcome.revision as outcome_revision"])
    .select(["outcome.answered_at as outcome_at", "outcome_round.period as outcome_period"])
    .select("outcome_person.name as outcome_author")
    .where("milestone.workspace_id", "=", workspaceId)
    .where("milestone.program_id", "in", [...programIds])
    .where("given.recorded_at", "<=", until)
    .$if(askedUntil !== undefined, (query) => query.where("round.opens_at", "<=", askedUntil ?? ""));
}

const causeOfGiven = sql<string>`${sql.lit(CAUSE_OF_DATE)} || milestone.id || ':' || given.date`;

const datesGiven = prepared((db, { programId, ...of }: DateSpan & { workspaceId: string; programId: string }) =>
  datesGivenFor(db, { ...of, programIds: [programId] })
    .innerJoin("cadence", (join) =>
      join
        .onRef("cadence.workspace_id", "=", "milestone.workspace_id")
        .onRef("cadence.id", "=", "milestone.cadence_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "cadence.workspace_id")
        .onRef("question_set.id", "=", "cadence.question_set_id"),
    )
    .select("question_set.questions")
    .orderBy("milestone.id")
    .orderBy("given.entry"),
);

/** Every date that was given for the milestones of a program in that span, with who gave it. */
export async function listTargetDates(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  { until, askedUntil }: DateSpan,
) {
  const { rows } = await datesGiven(db, { workspaceId, programId, until, askedUntil });
  return rows.map(({ questions, ...row }) => ({
    ...row,
    cadenceId: row.cadence_id,
    askedAt: row.opens_at,
    answeredAt: row.recorded_at,
    label: readQuestions(questions).find(({ key }) => key === row.question_key)?.label ?? row.question_key,
  }));
}

/**
 * How many prompts the rounds of a program had that fell due after one instant up to another, how many were answered, and
 * how many people the largest of them asked, which all of them together asked at least.
 */
export async function countAnswered(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  { after, until }: { after: Instant; until: Instant },
): Promise<{ asked: number; answered: number; people: number }> {
  const rows = await db
    .selectFrom("round")
    .leftJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["round.id", "prompt.state", "prompt.reason"])
    .select(({ eb, fn }) => [
      eb("prompt.sent_at", "is", null).as("is_unsent"),
      eb("prompt.delegate_id", "is", null).as("has_nobody"),
      fn.countAll().as("people"),
    ])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.program_id", "=", programId)
    .where("round.occasion", "is", null)
    .where("round.due_at", ">", after)
    .where("round.due_at", "<=", until)
    .groupBy(["round.workspace_id", "round.id", "prompt.state", "prompt.reason", "is_unsent", "has_nobody"])
    .execute();
  const counted = { asked: 0, answered: 0, people: 0 };
  for (const [round, ...others] of Map.groupBy(rows, ({ id }) => id).values()) {
    if (!round) continue;
    const asked = [round, ...others].flatMap(({ state, reason, is_unsent: isUnsent, has_nobody: hasNobody, people }) =>
      state === null
        ? []
        : {
            ...{ state, reason, sentAt: isUnsent ? null : after, hasDelegate: !hasNobody },
            ...{ answeredAt: state === "answered" ? after : null, people: Number(people) },
          },
    );
    const outcomes = outcomesOf(asked);
    const inRound = askedIn(outcomes) + outcomes.unsent;
    counted.asked += inRound;
    counted.answered += outcomes.answered;
    counted.people = Math.max(counted.people, inRound);
  }
  return counted;
}

const looking = prepared((tx, of: Watch & { look_at: Instant }) =>
  tx
    .insertInto("health_watch")
    .values({ ...of, settings: sql.lit("{}") })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "program_id"])
        .doUpdateSet(({ ref }) => ({ look_at: ref("excluded.look_at") }))
        .where(({ or, eb, ref }) =>
          or([eb("health_watch.look_at", "is", null), eb("health_watch.look_at", ">", ref("excluded.look_at"))]),
        ),
    ),
);

/** Has a program evaluated by `at`; where that is planned earlier already, it stays. */
export async function evaluateBy(tx: Tx, { workspace_id, program_id }: Watch, at: Instant): Promise<void> {
  await looking(tx, { workspace_id, program_id, look_at: at });
}

/** As `evaluateBy`, of what somebody sponsors or steers. */
export async function evaluateAboveBy(
  tx: Tx,
  of: { workspaceId: string; personId: string },
  at: Instant,
): Promise<void> {
  await tx
    .updateTable("health_watch")
    .set({ look_at: at })
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "in", ({ selectFrom }) =>
      selectFrom("seat")
        .select("seat.program_id")
        .where("seat.workspace_id", "=", of.workspaceId)
        .where("seat.person_id", "=", of.personId)
        .where("seat.role", "in", ["sponsor", "steering"]),
    )
    .where(({ or, eb }) => or([eb("look_at", "is", null), eb("look_at", ">", at)]))
    .execute();
}
