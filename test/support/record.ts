/** Builders that put rows straight into the database, naming only what matters. Ids come from a counter. */
import { type Insertable, sql } from "kysely";
import { type Answers, isHealthAnswer, type Question } from "../../src/cadences/questions/questions.ts";
import { periodOf } from "../../src/cadences/recurrence/occurrences.ts";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import type { CheckInRevisionTable, PromptTable, RoundTable } from "../../src/check-ins/table.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { prepared } from "../../src/platform/prepared-queries.ts";
import { addMs, DAY, instantOf, type LocalDate } from "../../src/platform/time.ts";
import { shortKeyFrom } from "../../src/programs/keys.ts";
import type { SeatRole } from "../../src/programs/table.ts";

export interface RecordedPerson {
  id: string;
  handle: string;
  name: string;
  zone: string;
}
export interface RecordedProgram {
  id: string;
  key: string;
}
export interface RecordedCadence {
  id: string;
  programId: string;
  rule: WrittenRule;
  questionSetId: string;
  questions: Question[];
}
export interface RecordedRound {
  id: string;
  key: string;
  cadence: RecordedCadence;
}

const LONG_AGO: Instant = "2020-01-01T00:00:00.000Z";

/** Questions that feed what they are named after, as most tests want them. */
export function questionsFeeding(...feeds: NonNullable<Question["feeds"]>[]): Question[] {
  return feeds.map((feed) => ({
    key: feed,
    type: feed === "health" ? "health" : feed === "metric" ? "number" : "long-text",
    label: { en: `The ${feed}`, fr: `Le sujet ${feed}` },
    feeds: feed,
  }));
}

export const MONTHLY: WrittenRule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
export const WEEKLY: WrittenRule = { every: "week", on: ["th"], at: "14:00", zone: "participant" };
export const DAILY: WrittenRule = { every: "day", at: "09:30", zone: "participant" };

// Histories are made of thousands of these.
const insertRound = prepared((db, row: Insertable<RoundTable>) => db.insertInto("round").values(row));
const insertPrompt = prepared((db, row: Insertable<PromptTable>) => db.insertInto("prompt").values(row));
const insertRevision = prepared((db, row: Insertable<CheckInRevisionTable>) =>
  db.insertInto("check_in_revision").values(row),
);
const checkInOf = prepared((db, of: { workspaceId: string; roundId: string; personId: string }) =>
  db
    .selectFrom("check_in")
    .select(["id", "revision"])
    .where("workspace_id", "=", of.workspaceId)
    .where("round_id", "=", of.roundId)
    .where("person_id", "=", of.personId),
);
const markAnswered = prepared((db, of: { roundId: string; personId: string }) =>
  db
    .updateTable("prompt")
    .set({ state: sql.lit("answered") })
    .where("round_id", "=", of.roundId)
    .where("person_id", "=", of.personId),
);

interface RecordOptions {
  seatedAt?: Instant;
  team?: string;
  ids?: () => string;
  /** One that is there already. */
  existing?: string;
}

/** A workspace of its own, and what fills it. */
export async function aRecord(db: Db, { seatedAt = LONG_AGO, team = "T1", ids, existing }: RecordOptions = {}) {
  let count = 0;
  const nextId = (kind: string) => {
    count += 1;
    return ids?.() ?? `${kind}-${team}-${String(count).padStart(6, "0")}`;
  };
  const workspaceId = existing ?? nextId("workspace");
  if (existing === undefined)
    await db
      .insertInto("workspace")
      .values({ id: workspaceId, slack_team_id: team, name: "Northwind", locale: "en-GB", created_at: LONG_AGO })
      .execute();

  const shortKeys: string[] = [];
  const shortKeyOf = (title: string) => {
    const key = shortKeyFrom(title, shortKeys);
    shortKeys.push(key);
    return key;
  };

  return {
    workspaceId,

    async person(
      handle: string,
      options: { name?: string; zone?: string; locale?: string; isDeactivated?: boolean; isAdmin?: boolean } = {},
    ): Promise<RecordedPerson> {
      const name = options.name ?? handle;
      const person = { id: nextId("person"), handle, name, zone: options.zone ?? "UTC" };
      await db
        .insertInto("person")
        .values({
          ...person,
          slack_name: name,
          workspace_id: workspaceId,
          slack_user_id: `U${team}${count}`,
          locale: options.locale ?? "en-GB",
          is_bot: 0,
          is_admin: options.isAdmin ? 1 : 0,
          is_primary_owner: 0,
          is_deactivated: options.isDeactivated ? 1 : 0,
          dm_channel_id: null,
          welcomed_at: null,
          created_at: LONG_AGO,
          updated_at: LONG_AGO,
        })
        .execute();
      return person;
    },

    async program(
      key: string,
      options: {
        title?: string;
        isClosed?: boolean;
        seats?: Partial<Record<SeatRole, RecordedPerson[]>>;
      } = {},
    ): Promise<RecordedProgram> {
      const program = { id: nextId("program"), key };
      await db
        .insertInto("program")
        .values({
          ...program,
          short_key: shortKeyOf(options.title ?? key),
          workspace_id: workspaceId,
          title: options.title ?? key,
          purpose: "",
          flagship: 0,
          visibility: "members",
          state: options.isClosed ? "closed" : "active",
          channel_id: null,
          created_at: LONG_AGO,
        })
        .execute();
      const roles: SeatRole[] = ["lead", "deputy", "sponsor", "steering", "team"];
      for (const role of roles)
        for (const person of options.seats?.[role] ?? []) await this.seat(program, person, role);
      return program;
    },

    async seat(
      program: RecordedProgram,
      person: RecordedPerson,
      role: SeatRole,
      {
        from = null,
        until = null,
        at = seatedAt,
      }: { from?: LocalDate | null; until?: LocalDate | null; at?: Instant } = {},
    ): Promise<void> {
      await db
        .insertInto("seat")
        .values({
          workspace_id: workspaceId,
          id: nextId("seat"),
          program_id: program.id,
          person_id: person.id,
          role,
          from_date: from,
          until_date: until,
          created_at: at,
        })
        .execute();
    },

    async cadence(
      program: RecordedProgram,
      options: {
        rule?: WrittenRule;
        questions?: Question[];
        audience?: string[];
        readers?: string[];
        disclosure?: "team" | "lead" | "above";
      },
    ): Promise<RecordedCadence> {
      const rule = options.rule ?? WEEKLY;
      const questions = options.questions ?? questionsFeeding("progress");
      const cadence = {
        id: nextId("cadence"),
        programId: program.id,
        rule,
        questionSetId: nextId("questions"),
        questions,
      };
      await db
        .insertInto("cadence")
        .values({
          workspace_id: workspaceId,
          id: cadence.id,
          program_id: program.id,
          key: cadence.id,
          template: null,
          rule: JSON.stringify(rule),
          audience: JSON.stringify(options.audience ?? ["lead"]),
          readers: JSON.stringify(options.readers ?? ["sponsors"]),
          disclosure: options.disclosure ?? "team",
          state: "active",
          question_set_id: cadence.questionSetId,
          planned_through: null,
          next_check_at: null,
          created_at: LONG_AGO,
        })
        .execute();
      await db
        .insertInto("question_set")
        .values({
          workspace_id: workspaceId,
          id: cadence.questionSetId,
          cadence_id: cadence.id,
          version: 1,
          questions: JSON.stringify(questions),
          created_at: LONG_AGO,
        })
        .execute();
      return cadence;
    },

    /** A round that opens at nine (UTC) on the day of its key and is due a day later, with a sent prompt for each of `asked`. */
    async round(cadence: RecordedCadence, key: string, asked: RecordedPerson[] = []): Promise<RecordedRound> {
      const id = nextId("round");
      const opensAt = instantOf(key.slice(0, 10), "09:00", "UTC");
      const times = { opens_at: opensAt, due_at: addMs(opensAt, DAY), closes_at: addMs(opensAt, 7 * DAY) };
      await insertRound(db, {
        workspace_id: workspaceId,
        id,
        cadence_id: cadence.id,
        program_id: cadence.programId,
        key,
        period: periodOf(cadence.rule, key.slice(0, 10)),
        question_set_id: cadence.questionSetId,
        state: "open",
        ...times,
        missed_reason: null,
        missed_count: null,
        created_at: opensAt,
      });
      for (const person of asked)
        await insertPrompt(db, {
          workspace_id: workspaceId,
          id: nextId("prompt"),
          round_id: id,
          person_id: person.id,
          state: "sent",
          ...times,
          remind_at: null,
          sent_at: opensAt,
          reason: null,
          is_late: 0,
        });
      return { id, key, cadence };
    },

    /** A check-in, or a further revision of it; its prompt becomes answered. */
    async answer(
      round: RecordedRound,
      person: RecordedPerson,
      at: Instant,
      answers: Answers,
      { nothingToReport = false }: { nothingToReport?: boolean } = {},
    ): Promise<{ checkInId: string; revision: number }> {
      const [known] = (await checkInOf(db, { workspaceId, roundId: round.id, personId: person.id })).rows;
      const checkInId = known?.id ?? nextId("check-in");
      const revision = (known?.revision ?? 0) + 1;
      const { id: cadenceId, programId, questions } = round.cadence;
      if (known) await db.updateTable("check_in").set({ revision }).where("id", "=", checkInId).execute();
      else
        await db
          .insertInto("check_in")
          .values({
            workspace_id: workspaceId,
            id: checkInId,
            round_id: round.id,
            program_id: programId,
            cadence_id: cadenceId,
            person_id: person.id,
            revision,
            created_at: at,
          })
          .execute();
      const asked = questions.find(({ feeds }) => feeds === "health");
      const health = asked && answers[asked.key];
      await insertRevision(db, {
        workspace_id: workspaceId,
        check_in_id: checkInId,
        revision,
        program_id: programId,
        author_id: person.id,
        answered_at: at,
        nothing_to_report: nothingToReport ? 1 : 0,
        is_late: at > addMs(instantOf(round.key.slice(0, 10), "09:00", "UTC"), DAY) ? 1 : 0,
        health: isHealthAnswer(health) ? health.colour : null,
        answers: JSON.stringify(answers),
      });
      await markAnswered(db, { roundId: round.id, personId: person.id });
      return { checkInId, revision };
    },
  };
}
