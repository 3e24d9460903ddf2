import { readQuestions } from "../cadences/columns.ts";
import { type Answers, answersSchema } from "../cadences/questions/questions.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { prepared } from "../platform/prepared.ts";
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

const datesGiven = prepared((db, of: DateSpan & { workspaceId: string; programId: string }) =>
  db
    .selectFrom("milestone")
    .crossJoin("milestone_date as given")
    .whereRef("given.workspace_id", "=", "milestone.workspace_id")
    .whereRef("given.milestone_id", "=", "milestone.id")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "given.workspace_id").onRef("check_in.id", "=", "given.check_in_id"),
    )
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
    .select(["milestone.id", "milestone.cadence_id", "milestone.question_key", "given.entry", "given.date"])
    .select(["given.check_in_id", "given.revision", "given.recorded_at", "check_in.person_id"])
    .select(["person.name as author", "person.zone", "round.key as round_key", "round.occasion", "answer.answers"])
    .select(["round.opens_at", "question_set.questions"])
    .where("milestone.workspace_id", "=", of.workspaceId)
    .where("milestone.program_id", "=", of.programId)
    .where("given.recorded_at", "<=", of.until)
    .$if(of.askedUntil !== undefined, (query) => query.where("round.opens_at", "<=", of.askedUntil ?? ""))
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

/** By cause, what was answered to whoever was asked about a date that had passed, the last revision up to an instant. */
export async function listReached(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  until: Instant,
): Promise<Map<string, Answers>> {
  const rows = await db
    .selectFrom("health_trigger as asked")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "asked.workspace_id").onRef("check_in.round_id", "=", "asked.round_id"),
    )
    .innerJoin("check_in_revision as answer", (join) =>
      join.onRef("answer.workspace_id", "=", "check_in.workspace_id").onRef("answer.check_in_id", "=", "check_in.id"),
    )
    .select(["asked.cause", "answer.answers"])
    .where("asked.workspace_id", "=", workspaceId)
    .where("asked.program_id", "=", programId)
    .where("asked.cause", "like", "milestone:%")
    .where("answer.answered_at", "<=", until)
    .orderBy("answer.revision")
    .execute();
  return new Map(rows.map(({ cause, answers }) => [cause, answersSchema.parse(JSON.parse(answers))]));
}

/** How many were asked in the rounds of a program that fell due after one instant up to another, and how many answered. */
export async function countAnswered(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  { after, until }: { after: Instant; until: Instant },
): Promise<{ asked: number; answered: number }> {
  const rows = await db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["prompt.state", ({ fn }) => fn.countAll<number>().as("count")])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.program_id", "=", programId)
    .where("round.occasion", "is", null)
    .where("round.due_at", ">", after)
    .where("round.due_at", "<=", until)
    .where("prompt.state", "!=", "excused")
    .groupBy("prompt.state")
    .execute();
  const asked = rows.reduce((sum, { count }) => sum + Number(count), 0);
  return { asked, answered: Number(rows.find(({ state }) => state === "answered")?.count ?? 0) };
}

const looking = prepared((tx, of: Watch & { look_at: Instant }) =>
  tx
    .insertInto("health_watch")
    .values({ ...of, settings: "{}" })
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
