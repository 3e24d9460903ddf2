/** Reads from the stored subjects what messages are about; a new kind needs no change here. */
import { z } from "zod";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { codeOf } from "../register/codes-and-transitions.ts";
import { readReportIds } from "../reports/compile/report.ts";
import type { StepDetails } from "./forecast-worker.ts";

/** Id names in subjects, with their tables. */
export const SUBJECTS = [
  ["promptId", "prompt"],
  ["roundId", "round"],
  ["cadenceId", "cadence"],
  ["digestId", "digest"],
  ["itemId", "item"],
  ["reportId", "report"],
  ["programId", "program"],
] as const;
type Name = (typeof SUBJECTS)[number][0];
type Subject = Partial<Record<Name, string>>;

const objectSchema = z.record(z.string(), z.unknown()).catch({});

/** Empty if the subject was erased. */
export function subjectIn({ subject }: { subject: string }): Subject {
  const parsed = subject === "" ? {} : objectSchema.parse(JSON.parse(subject));
  const named = SUBJECTS.flatMap(([name]) => {
    const id = parsed[name];
    return typeof id === "string" ? [[name, id] as const] : [];
  });
  return Object.fromEntries(named);
}

/** Kinds with one message for all of a person's programs. */
const OF_ALL_PROGRAMS: readonly string[] = ["item-reminder"];

const NOTHING: StepDetails = { programId: null, cadenceId: null, cadence: null, round: null };

export function detailsOfRound(row: RoundRow): StepDetails {
  return {
    programId: row.program_id,
    cadenceId: row.cadence_id,
    cadence: row.cadence,
    round: row.key,
  };
}

export async function detailsOfMessages(
  db: Db | Tx,
  workspaceId: string,
  written: readonly Pick<WrittenRow, "id" | "kind" | "subject">[],
  cadences: ReadonlyMap<string, { key: string; program_id: string }>,
): Promise<Map<string, StepDetails>> {
  const subjects = written.map((row) => ({ row, subject: subjectIn(row) }));
  const idsOf = (name: keyof Subject) => [...new Set(subjects.flatMap(({ subject }) => subject[name] ?? []))];
  const byIds = (name: keyof Subject) => ({ workspaceId, ids: idsOf(name) });
  const prompts = new Map(
    (await listRoundsOfPrompts(db, byIds("promptId"))).map(({ id, round_id }) => [id, round_id] as const),
  );
  const roundIds = [...new Set([...prompts.values(), ...idsOf("roundId")])];
  const rounds = new Map((await listRounds(db, { workspaceId, ids: roundIds })).map((row) => [row.id, row]));
  const items = new Map((await listItemsAbout(db, byIds("itemId"))).map((row) => [row.id, row]));
  const digests = new Map((await listDigestsAbout(db, byIds("digestId"))).map((row) => [row.id, row]));
  const within = [...digests.values()].flatMap((digest) => readReportIds(digest.reports));
  const reportIds = [...new Set([...idsOf("reportId"), ...within])];
  const reports = new Map((await listReportsAbout(db, { workspaceId, ids: reportIds })).map((row) => [row.id, row]));

  function aboutOf({ kind }: Pick<WrittenRow, "kind">, subject: Subject): StepDetails {
    const round = rounds.get(subject.roundId ?? prompts.get(subject.promptId ?? "") ?? "");
    if (round) return detailsOfRound(round);
    const item = items.get(subject.itemId ?? "");
    if (item) return { ...NOTHING, programId: item.program_id, item: codeOf(item) };
    const digest = digests.get(subject.digestId ?? "");
    if (digest) {
      const programIds = readReportIds(digest.reports).flatMap((id) => reports.get(id)?.program_id ?? []);
      return { ...NOTHING, cadence: digest.rhythm, programIds };
    }
    const report = reports.get(subject.reportId ?? "");
    if (report) return { ...NOTHING, programId: report.program_id, cadence: report.rhythm };
    const cadence = cadences.get(subject.cadenceId ?? "");
    if (cadence)
      return {
        ...NOTHING,
        programId: cadence.program_id,
        cadenceId: subject.cadenceId ?? null,
        cadence: cadence.key,
      };
    return { ...NOTHING, programId: OF_ALL_PROGRAMS.includes(kind) ? null : (subject.programId ?? null) };
  }

  return new Map(subjects.map(({ row, subject }) => [row.id, aboutOf(row, subject)]));
}

interface ByIds {
  workspaceId: string;
  ids: readonly string[];
}

async function listInChunks<Row>(
  ids: readonly string[],
  list: (piece: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const piece of chunksOf(ids)) rows.push(...(await list(piece)));
  return rows;
}

export type WrittenRow = Awaited<ReturnType<typeof listWritten>>[number];

/** These messages and the members of bundles among them. */
export function listWritten(db: Db | Tx, { workspaceId, ids }: ByIds) {
  return listInChunks(ids, (piece) =>
    db
      .selectFrom("delivery")
      .select(["id", "kind", "subject", "person_id", "contact", "state", "thread_id", "bundle_id", "updates_id"])
      .where("workspace_id", "=", workspaceId)
      .where((eb) => eb.or([eb("id", "in", piece), eb("bundle_id", "in", piece)]))
      .execute(),
  );
}

function listRoundsOfPrompts(db: Db | Tx, { workspaceId, ids }: ByIds) {
  return listInChunks(ids, (piece) => rows(db, "prompt", workspaceId).list({ id: piece }));
}

export type RoundRow = Awaited<ReturnType<typeof listRounds>>[number];

export function listRounds(db: Db | Tx, { workspaceId, ids }: ByIds) {
  return listInChunks(ids, (piece) => rounds(db, workspaceId).where("round.id", "in", piece).execute());
}

export function rounds(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("round")
    .innerJoin("cadence", (on) =>
      on.onRef("cadence.id", "=", "round.cadence_id").onRef("cadence.workspace_id", "=", "round.workspace_id"),
    )
    .select(["round.id", "round.key", "round.program_id", "round.cadence_id", "round.state"])
    .select(["round.missed_reason", "round.created_at", "cadence.key as cadence"])
    .where("round.workspace_id", "=", workspaceId);
}

function listItemsAbout(db: Db | Tx, { workspaceId, ids }: ByIds) {
  return listInChunks(ids, (piece) =>
    db
      .selectFrom("item")
      .innerJoin("program", (on) =>
        on.onRef("program.id", "=", "item.program_id").onRef("program.workspace_id", "=", "item.workspace_id"),
      )
      .select(["item.id", "item.type", "item.number", "item.program_id", "program.short_key"])
      .where("item.workspace_id", "=", workspaceId)
      .where("item.id", "in", piece)
      .execute(),
  );
}

function listDigestsAbout(db: Db | Tx, { workspaceId, ids }: ByIds) {
  return listInChunks(ids, (piece) => rows(db, "digest", workspaceId).list({ id: piece }));
}

function listReportsAbout(db: Db | Tx, { workspaceId, ids }: ByIds) {
  return listInChunks(ids, (piece) =>
    db
      .selectFrom("report")
      .select(["id", "program_id", "rhythm"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", piece)
      .execute(),
  );
}
