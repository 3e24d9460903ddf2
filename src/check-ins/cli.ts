/** `drumbeat export check-ins`: every revision of every answer, one a line. */
import { isDeepStrictEqual, parseArgs } from "node:util";
import { questionSetOf } from "../cadences/cadences.ts";
import {
  type Answers,
  answersSchema,
  answersTo,
  isHealthAnswer,
  isOutlook,
  isRecommendation,
  type Question,
} from "../cadences/questions/questions.ts";
import { isRestricted } from "../people/disclosure.ts";
import { type AskedForNames, askedForNames, peopleInExport } from "../people/names-in-exports.ts";
import { inWorkspace } from "../people/target-workspace.ts";
import { databaseFrom } from "../platform/config.ts";
import { csvOf } from "../platform/csv-writing.ts";
import type { Db } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { uuidV7 } from "../platform/ids.ts";
import { refuse } from "../platform/texts/command-line.ts";
import { jsonLineOf } from "../platform/texts/display.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { answersAbove, withoutWords } from "./answers-above.ts";
import { type Revision, streamRevisions } from "./stored-check-ins.ts";

/** One line of the export. Numbers are numbers; unanswered keys are absent; people are pseudonyms, or handles. */
interface ExportedCheckIn {
  program: string;
  cadence: string;
  /** The round's key. */
  round: string;
  period: string;
  person: string;
  /** Who answered for them; only there when it was somebody else. */
  answeredBy?: string;
  answered: "in-time" | "late";
  revision: number;
  /** Only there when true. */
  nothingToReport?: true;
  /** Some of its words are for those who lead, or for the team, alone; only there when true. */
  wordsLeftOut?: true;
  answers: Answers;
}

/** Returns the exit code. */
export async function run(args: string[]): Promise<number> {
  const options = read(args);
  const language = operatorsLanguage(process.env);
  const texts = exportCommandTexts[language];
  if (!options) return refuse(texts.usage);
  const { format, asking } = options;
  return inWorkspace({ ...options, language }, texts.failed, async (db, { id: workspaceId }, clock) => {
    const services = { db, clock, ids: uuidV7(clock) };
    const names = await peopleInExport(services, {
      ...asking,
      workspaceId,
      personIds: await peopleIn(db, workspaceId),
      command: "drumbeat export check-ins",
      leavesOut: true,
      language,
    });
    if (!names) return 1;
    const lines = exportCheckIns(db, workspaceId, names, asking);
    if (format === "csv") await writeCsv(lines);
    else for await (const line of lines) process.stdout.write(jsonLineOf(line));
    return 0;
  });
}

/** Everybody who answered, or answered for somebody. */
async function peopleIn(db: Db, workspaceId: string): Promise<string[]> {
  const ids = new Set<string>();
  for await (const row of streamRevisions(db, workspaceId)) ids.add(row.person_id).add(row.author_id);
  return [...ids];
}

async function* exportCheckIns(
  db: Db,
  workspaceId: string,
  names: ReadonlyMap<string, string>,
  { isNamed }: Pick<AskedForNames, "isNamed">,
): AsyncGenerator<ExportedCheckIn> {
  // Whoever is named since the export began has no pseudonym.
  const nameOf = (id: string) => names.get(id) ?? "";
  for await (const { row, questions, answers: given } of readRevisions(db, workspaceId)) {
    const answers = isNamed ? given : answersForAnybody(row, questions, given);
    yield {
      program: row.program,
      cadence: row.cadence,
      round: row.round,
      period: row.period,
      person: nameOf(row.person_id),
      ...(row.author_id !== row.person_id && { answeredBy: nameOf(row.author_id) }),
      answered: row.is_late === 1 ? "late" : "in-time",
      revision: row.revision,
      ...(row.nothing_to_report === 1 && { nothingToReport: true as const }),
      ...(answers !== given && { wordsLeftOut: true as const }),
      answers,
    };
  }
}

async function* readRevisions(db: Db, workspaceId: string) {
  const questionSets = new Map<string, Question[]>();
  for await (const row of streamRevisions(db, workspaceId)) {
    const { question_set_id: setId } = row;
    const questions = questionSets.get(setId) ?? (await questionSetOf(db, workspaceId, setId)).questions;
    questionSets.set(setId, questions);
    yield { row, questions, answers: answersTo(questions, answersSchema.parse(JSON.parse(row.answers))) };
  }
}

/** Without the words that no sponsor would read either; itself where there are none. */
function answersForAnybody(row: Pick<Revision, "disclosure">, questions: readonly Question[], given: Answers): Answers {
  const shown = isRestricted(row) ? withoutWords(questions, given) : answersAbove(questions, given);
  return isDeepStrictEqual(shown, given) ? given : shown;
}

/** What an answer says beside its choice and reason: a column each, where somebody gave it. */
const PARTS: Record<string, (answer: Answers[string]) => string | undefined> = {
  "pathToGreen.action": (answer) => (isHealthAnswer(answer) ? answer.pathToGreen?.action : undefined),
  "pathToGreen.by": (answer) => (isHealthAnswer(answer) ? answer.pathToGreen?.by : undefined),
  until: (answer) => (isRecommendation(answer) ? answer.until : undefined),
};

/** One column per question key, and for each part of an answer about health. */
async function writeCsv(lines: AsyncGenerator<ExportedCheckIn>): Promise<void> {
  const rows = await Array.fromAsync(lines);
  const columns = [
    ...new Set(rows.flatMap((row) => Object.entries(row.answers).flatMap(([key, value]) => columnsOf(key, value)))),
  ];
  const fixed = ["program", "cadence", "round", "period", "person", "answered", "revision"] as const;
  const table = rows.map((row) => [
    ...fixed.map((column) => String(row[column])),
    row.answeredBy ?? row.person,
    String(row.nothingToReport ?? false),
    String(row.wordsLeftOut ?? false),
    ...columns.map((column) => cellOf(row.answers, column)),
  ]);
  const header = [
    ...fixed,
    "answeredBy",
    "nothingToReport",
    "wordsLeftOut",
    ...columns.map((column) => `answers.${column}`),
  ];
  process.stdout.write(csvOf([header, ...table]));
}

/** The question's own column first. */
function columnsOf(key: string, value: Answers[string]): string[] {
  const parts = Object.entries(PARTS).flatMap(([part, of]) => (of(value) === undefined ? [] : [`${key}.${part}`]));
  return [key, ...parts];
}

function cellOf(answers: Answers, column: string): string {
  const value = answers[column];
  if (value === undefined) return partOf(answers, column);
  if (Array.isArray(value)) return value.join(", ");
  if (isHealthAnswer(value)) return withReason(value.colour, value.reason);
  if (isRecommendation(value)) return withReason(value.recommend, value.reason);
  if (isOutlook(value))
    return Object.entries(value.outlook)
      .map((pair) => pair.join(": "))
      .join(", ");
  return String(value);
}

function partOf(answers: Answers, column: string): string {
  for (const [part, of] of Object.entries(PARTS)) {
    const value = column.endsWith(`.${part}`) ? answers[column.slice(0, -part.length - 1)] : undefined;
    const text = value === undefined ? undefined : of(value);
    if (text !== undefined) return text;
  }
  return "";
}

function withReason(choice: string, reason: string | undefined): string {
  return reason ? `${choice}: ${reason}` : choice;
}

interface ExportOptions {
  database: string;
  workspace: string | undefined;
  format: "jsonl" | "csv";
  asking: AskedForNames;
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
        names: { type: "boolean", default: false },
        reason: { type: "string", default: "" },
      },
    });
    const format = values.format === "jsonl" || values.format === "csv" ? values.format : null;
    if (positionals.join(" ") !== "check-ins" || format === null) return null;
    const asking = askedForNames(values);
    return (
      asking && { database: databaseFrom(values.database, process.env), workspace: values.workspace, format, asking }
    );
  } catch (error) {
    if (error instanceof DrumbeatError) throw error;
    return null;
  }
}

const en = {
  usage: `Usage: drumbeat export check-ins [--format jsonl|csv] [--database FILE|URL] [--workspace SLACK_TEAM_ID]
       drumbeat export check-ins --names --reason "…"     by name; each of them sees that it was made`,
  failed: (why: string) => `The export failed: ${why}`,
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat export check-ins [--format jsonl|csv] [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]
        drumbeat export check-ins --names --reason "…"     avec les noms\u00a0; chaque personne voit que le fichier existe`,
  failed: (why) => `L’export a échoué\u00a0: ${why}`,
};

const exportCommandTexts: Record<Language, typeof en> = { en, fr };
