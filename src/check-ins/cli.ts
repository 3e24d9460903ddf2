/** `drumbeat export check-ins`: every revision of every answer, one a line. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { HEALTH_DIMENSIONS } from "../cadences/questions/health-scale.ts";
import {
  type Answers,
  answersSchema,
  type HealthAnswer,
  type Question,
  withoutRetired,
  withPeople,
} from "../cadences/questions/questions.ts";
import { questionSetOf } from "../cadences/use-cases.ts";
import { allWorkspaces, handlesOf } from "../people/use-cases.ts";
import { databaseFrom } from "../platform/config.ts";
import { csvOf } from "../platform/csv.ts";
import { type Db, isPostgresUrl, openDatabase } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { startFailure } from "../platform/start-failure.ts";
import { jsonLineOf } from "../platform/texts/display.ts";
import { streamRevisions } from "./repository-check-ins.ts";

const USAGE =
  "Usage: drumbeat export check-ins [--database FILE|URL] [--workspace SLACK_TEAM_ID] [--format jsonl|csv]\n";

/** One line of the export. Numbers are numbers; unanswered keys are absent; people are handles. */
export interface ExportedCheckIn {
  program: string;
  cadence: string;
  /** The round's key. */
  round: string;
  period: string;
  person: string;
  /** Who answered for them; only there when it was somebody else. */
  answeredBy?: string;
  answeredAt: string;
  revision: number;
  late: boolean;
  /** Only there when true. */
  nothingToReport?: true;
  answers: Answers;
}

export async function run(args: string[]): Promise<number> {
  const options = read(args);
  if (!options) {
    process.stderr.write(USAGE);
    return 1;
  }
  const { database, workspace, format } = options;
  if (!isPostgresUrl(database) && !existsSync(database)) {
    process.stderr.write(`There is no database ${database}. Name it with --database.\n`);
    return 1;
  }
  const db = openDatabase(database, { readonly: true });
  try {
    const workspaces = await allWorkspaces(db);
    const asked = workspaces.filter(({ slack_team_id }) => slack_team_id === (workspace ?? slack_team_id));
    if ((workspace !== undefined && asked.length === 0) || asked.length > 1) {
      const known = workspaces.map(({ slack_team_id, name }) => `${slack_team_id} (${name})`);
      process.stderr.write(`Name one of these workspaces with --workspace: ${known.join(", ")}\n`);
      return 1;
    }
    const lines = exportCheckIns(db, asked[0]?.id);
    if (format === "csv") await writeCsv(lines);
    else for await (const line of lines) process.stdout.write(jsonLineOf(line));
    return 0;
  } catch (error) {
    process.stderr.write(`The export failed: ${startFailure(error, { database })}\n`);
    return 1;
  } finally {
    await db.destroy();
  }
}

/** Of one workspace, or without one of all: the lines do not say which they are of. */
export async function* exportCheckIns(db: Db, workspace?: string): AsyncGenerator<ExportedCheckIn> {
  const questionSets = new Map<string, Question[]>();
  const handles = new Map<string, Map<string, string>>();
  for await (const row of streamRevisions(db, workspace ?? null)) {
    const workspaceId = row.workspace_id;
    const setKey = `${workspaceId} ${row.question_set_id}`;
    const questions = questionSets.get(setKey) ?? (await questionSetOf(db, workspaceId, row.question_set_id)).questions;
    questionSets.set(setKey, questions);
    const names = handles.get(workspaceId) ?? (await handlesOf(db, workspaceId));
    handles.set(workspaceId, names);
    const answers = withPeople(questions, answersSchema.parse(JSON.parse(row.answers)), (id) => names.get(id) ?? id);
    const exported = new Set(withoutRetired(questions).map(({ key }) => key));
    yield {
      program: row.program,
      cadence: row.cadence,
      round: row.round,
      period: row.period,
      person: row.person,
      ...(row.answered_by !== row.person && { answeredBy: row.answered_by }),
      answeredAt: row.answered_at,
      revision: row.revision,
      late: row.is_late === 1,
      ...(row.nothing_to_report === 1 && { nothingToReport: true as const }),
      answers: Object.fromEntries(Object.entries(answers).filter(([key]) => exported.has(key))),
    };
  }
}

/** What an answer about health says beside its colour and reason: a column each, where somebody gave it. */
const HEALTH_PARTS: Record<string, (answer: HealthAnswer) => string | undefined> = {
  ...Object.fromEntries(
    HEALTH_DIMENSIONS.map((dimension) => [dimension, (answer: HealthAnswer) => answer.dimensions?.[dimension]]),
  ),
  "pathToGreen.action": (answer) => answer.pathToGreen?.action,
  "pathToGreen.owner": (answer) => answer.pathToGreen?.owner,
  "pathToGreen.by": (answer) => answer.pathToGreen?.by,
};

/** One column per question key, and for each part of an answer about health. */
async function writeCsv(lines: AsyncGenerator<ExportedCheckIn>): Promise<void> {
  const rows = await Array.fromAsync(lines);
  const columns = [
    ...new Set(rows.flatMap((row) => Object.entries(row.answers).flatMap(([key, value]) => columnsOf(key, value)))),
  ];
  const fixed = ["program", "cadence", "round", "period", "person", "answeredAt", "revision", "late"] as const;
  const table = rows.map((row) => [
    ...fixed.map((column) => String(row[column])),
    row.answeredBy ?? row.person,
    String(row.nothingToReport ?? false),
    ...columns.map((column) => cellOf(row.answers, column)),
  ]);
  const header = [...fixed, "answeredBy", "nothingToReport", ...columns.map((column) => `answers.${column}`)];
  process.stdout.write(csvOf([header, ...table]));
}

/** The question's own column first. */
function columnsOf(key: string, value: Answers[string]): string[] {
  if (!isHealth(value)) return [key];
  const parts = Object.entries(HEALTH_PARTS).flatMap(([part, of]) =>
    of(value) === undefined ? [] : [`${key}.${part}`],
  );
  return [key, ...parts];
}

function cellOf(answers: Answers, column: string): string {
  const value = answers[column];
  if (value === undefined) return partOf(answers, column);
  if (Array.isArray(value)) return value.join(", ");
  if (isHealth(value)) return value.reason ? `${value.colour}: ${value.reason}` : value.colour;
  return String(value);
}

function partOf(answers: Answers, column: string): string {
  for (const [part, of] of Object.entries(HEALTH_PARTS)) {
    const value = column.endsWith(`.${part}`) ? answers[column.slice(0, -part.length - 1)] : undefined;
    if (isHealth(value)) return of(value) ?? "";
  }
  return "";
}

function isHealth(value: Answers[string] | undefined): value is HealthAnswer {
  return typeof value === "object" && !Array.isArray(value);
}

interface ExportOptions {
  database: string;
  workspace: string | undefined;
  format: "jsonl" | "csv";
}

function read(args: string[]): ExportOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        database: { type: "string" },
        workspace: { type: "string" },
        format: { type: "string", default: "jsonl" },
      },
    });
    const format = values.format === "jsonl" || values.format === "csv" ? values.format : null;
    if (positionals.join(" ") !== "check-ins" || format === null) return null;
    return { database: databaseFrom(values.database, process.env), workspace: values.workspace, format };
  } catch (error) {
    if (error instanceof DrumbeatError) throw error;
    return null;
  }
}
