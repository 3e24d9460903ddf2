/** The rows of the choice of a sponsor, and by what ground somebody takes part in it. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Standing } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgres, type Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { hasGround } from "../programs/grounds.ts";
import { type Program, roleFactsFor } from "../programs/use-cases.ts";
import type { Answer, Criterion } from "./choosing-rules.ts";

/** One runs at a time in a program. */
interface SponsorChoiceTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** From 1, within its program. */
  turn: number;
  /** JSON: who scores, by whom they were named, and whether they had no role in the program then. */
  scorers: string;
  state: "open" | "chosen" | "withdrawn";
  opened_by: string;
  opened_at: Instant;
  ended_at: Instant | null;
  /** The person who said yes. */
  chosen_id: string | null;
  /** The item of the register that says so. */
  decision_id: string | null;
}

/** Somebody of *My people*. */
interface SponsorCandidateTable {
  workspace_id: string;
  id: string;
  choice_id: string;
  /** A stakeholder. */
  item_id: string;
  /** Null: somebody outside this Slack. */
  person_id: string | null;
  named_by: string;
  named_at: Instant;
}

interface CandidateScoreTable {
  workspace_id: string;
  candidate_id: string;
  criterion: Criterion;
  by_id: string;
  /** 1 to 5. */
  score: number;
  evidence: string;
  at: Instant;
}

interface SponsorRequestTable {
  workspace_id: string;
  id: string;
  choice_id: string;
  candidate_id: string;
  person_id: string;
  /** The sponsor whose place they take. */
  replaces_id: string | null;
  asked_by: string;
  asked_at: Instant;
  /** `withdrawn`: by the leads. */
  answer: Answer | "withdrawn" | null;
  answered_at: Instant | null;
}

declare module "../platform/database.ts" {
  interface Tables {
    sponsor_choice: SponsorChoiceTable;
    sponsor_candidate: SponsorCandidateTable;
    candidate_score: CandidateScoreTable;
    sponsor_request: SponsorRequestTable;
  }
}

export type Choice = Selectable<SponsorChoiceTable>;
export type Candidate = Selectable<SponsorCandidateTable>;
export type Request = Selectable<SponsorRequestTable>;

const scorersIn = jsonColumn(
  z.array(z.strictObject({ personId: z.string(), byId: z.string(), isOutside: z.boolean() })),
);

/** The newest of a program, over or not; locked in a transaction. */
export async function findLastChoice(db: Db | Tx, workspaceId: string, programId: string): Promise<Choice | undefined> {
  return db
    .selectFrom("sponsor_choice")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("turn", "desc")
    .limit(1)
    .$if(isPostgres(db) && db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function findChoice(db: Db | Tx, workspaceId: string, id: string): Promise<Choice | undefined> {
  return db
    .selectFrom("sponsor_choice")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isPostgres(db) && db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function updateChoice(tx: Tx, { workspace_id, id }: Choice, changes: Partial<Choice>): Promise<void> {
  await tx
    .updateTable("sponsor_choice")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

export async function findCandidate(db: Db | Tx, workspaceId: string, id: string): Promise<Candidate | undefined> {
  return db
    .selectFrom("sponsor_candidate")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function listCandidates(db: Db | Tx, { workspace_id, id }: Choice): Promise<Candidate[]> {
  return db
    .selectFrom("sponsor_candidate")
    .selectAll()
    .where("workspace_id", "=", workspace_id)
    .where("choice_id", "=", id)
    .orderBy("id")
    .execute();
}

/** With all that is known of them, and what they were asked. */
export async function deleteCandidates(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ["candidate_score", "sponsor_request"] as const)
    await tx
      .deleteFrom(table)
      .where("workspace_id", "=", workspaceId)
      .where("candidate_id", "in", [...ids])
      .execute();
  await tx
    .deleteFrom("sponsor_candidate")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
}

export async function listScores(db: Db | Tx, workspaceId: string, candidateIds: readonly string[]) {
  if (candidateIds.length === 0) return [];
  return db
    .selectFrom("candidate_score")
    .select(["candidate_id", "criterion", "by_id as byId", "score", "evidence"])
    .where("workspace_id", "=", workspaceId)
    .where("candidate_id", "in", [...candidateIds])
    .orderBy("at")
    .orderBy("by_id")
    .execute();
}

/** Of a choice, the newest first. */
export async function listRequests(db: Db | Tx, { workspace_id, id }: Choice): Promise<Request[]> {
  return db
    .selectFrom("sponsor_request")
    .selectAll()
    .where("workspace_id", "=", workspace_id)
    .where("choice_id", "=", id)
    .orderBy("id", "desc")
    .execute();
}

export async function findRequest(db: Db | Tx, workspaceId: string, id: string): Promise<Request | undefined> {
  return db
    .selectFrom("sponsor_request")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isPostgres(db) && db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function updateRequest(tx: Tx, { workspace_id, id }: Request, changes: Partial<Request>): Promise<void> {
  await tx
    .updateTable("sponsor_request")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

/** The programs whose sponsor this person is asked to be: their choices run, and they have not said no. */
export async function programsToSponsor(db: Db | Tx, person: Person): Promise<string[]> {
  if (person.is_deactivated === 1) return [];
  const rows = await db
    .selectFrom("sponsor_request")
    .innerJoin("sponsor_choice", (join) =>
      join
        .onRef("sponsor_choice.workspace_id", "=", "sponsor_request.workspace_id")
        .onRef("sponsor_choice.id", "=", "sponsor_request.choice_id"),
    )
    .innerJoin("program", (join) =>
      join
        .onRef("program.workspace_id", "=", "sponsor_choice.workspace_id")
        .onRef("program.id", "=", "sponsor_choice.program_id"),
    )
    .select("sponsor_choice.program_id")
    .where("sponsor_request.workspace_id", "=", person.workspace_id)
    .where("sponsor_request.person_id", "=", person.id)
    .where("sponsor_choice.state", "=", "open")
    .where("program.state", "=", "active")
    .where(({ eb, or }) => or([eb("answer", "is", null), eb("answer", "=", "talk")]))
    .execute();
  return [...new Set(rows.map(({ program_id: id }) => id))];
}

/** The programs in whose choices this person scores or is a candidate, the newest first. */
export async function programsChoosingWith(db: Db | Tx, person: Person): Promise<string[]> {
  const rows = await db
    .selectFrom("sponsor_choice")
    .select("program_id")
    .where("workspace_id", "=", person.workspace_id)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb("scorers", "like", `%"personId":"${person.id}"%`),
        exists(
          selectFrom("sponsor_candidate")
            .select("sponsor_candidate.id")
            .whereRef("sponsor_candidate.workspace_id", "=", "sponsor_choice.workspace_id")
            .whereRef("sponsor_candidate.choice_id", "=", "sponsor_choice.id")
            .where("sponsor_candidate.person_id", "=", person.id),
        ),
      ]),
    )
    .orderBy("id", "desc")
    .execute();
  return [...new Set(rows.map(({ program_id: id }) => id))];
}

/** Those who score by a ground that holds: a role, or, named from outside, that of whoever named them. */
export async function scorersNow(
  services: Pick<Looking, "clock">,
  db: Db | Tx,
  program: Program,
  { scorers }: Choice,
): Promise<string[]> {
  const named = scorersIn(scorers);
  const ids = named.flatMap(({ personId, byId }) => [personId, byId]);
  const facts = await roleFactsFor(db, program, program.id, services, ids);
  const namings = named.map((each) => ({ ...each, on: facts.today }));
  return named.flatMap(({ personId }) => (hasGround(personId, facts, namings) ? personId : []));
}

/** What somebody may do by being asked to sponsor a program: read its case, as long as they have not said no. */
export async function candidacyIn(db: Db | Tx, person: Person, programId: string): Promise<Standing[]> {
  return (await programsToSponsor(db, person)).includes(programId) ? ["candidate"] : [];
}
