/** `drumbeat plan`: prints future messages as if nobody acted. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { getPersonByHandle } from "../people/people.ts";
import { listWorkspaces } from "../people/workspaces.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { type Db, isPostgresUrl, openDatabase } from "../platform/database.ts";
import { appliedMigrations, isUpToDate } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { refuse, terminalTexts } from "../platform/texts/command-line.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { toInstant } from "../platform/time.ts";
import { runningPlaces } from "../programs/programs.ts";
import { withinProgram } from "../register/codes-and-transitions.ts";
import { type PlanLine, planOfWorkspace } from "./plan.ts";
import { planCommandTexts } from "./texts-cli.ts";

type Texts = (typeof planCommandTexts)[Language];

const MOST_WEEKS = 53;
const LINES_PER_WRITE = 500;

function requestIn(language: Language) {
  const texts = planCommandTexts[language];
  const shared = terminalTexts[language];
  return z.strictObject({
    weeks: z.coerce
      .number(texts.weeks(MOST_WEEKS))
      .int(texts.weeks(MOST_WEEKS))
      .min(1, texts.atLeast(1))
      .max(MOST_WEEKS, texts.atMost(MOST_WEEKS))
      .default(4),
    format: z.enum(["table", "jsonl"], texts.format).default("table"),
    program: z.string().optional(),
    person: z
      .string()
      .transform((handle) => handle.replace(/^@/, ""))
      .optional(),
    at: z
      .string()
      .transform((text, context) => {
        try {
          return toInstant(Temporal.Instant.from(text));
        } catch {
          context.addIssue({ code: "custom", message: shared.anInstant });
          return z.NEVER;
        }
      })
      .optional(),
    database: z.string().optional(),
    workspace: z.string().optional(),
  });
}
type Request = z.infer<ReturnType<typeof requestIn>> & { language: Language };

/** Returns the exit code. Streams the plan to standard output; usage and errors go to standard error. */
export async function run(args: string[]): Promise<number> {
  const language = operatorsLanguage(process.env);
  const options = optionsOf(args);
  if (options === null) return refuse(planCommandTexts[language].usage);
  const parsed = requestIn(language).safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`drumbeat plan: --${issue?.path.join(".")}: ${issue?.message}`);
  }
  const database = databaseFrom(parsed.data.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(terminalTexts[language].noDatabase(database));
  const db = openDatabase(database, { readonly: true });
  try {
    if (!isUpToDate(await appliedMigrations(db))) return refuse(terminalTexts[language].otherVersion);
    return await print(db, { ...parsed.data, language });
  } catch (error) {
    return refuse(`drumbeat plan: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

async function print(db: Db, { workspace: teamId, program: key, person: handle, weeks, ...asked }: Request) {
  const texts = planCommandTexts[asked.language];
  const shared = terminalTexts[asked.language];

  const workspaces = (await listWorkspaces(db)).filter(
    ({ slack_team_id }) => teamId === undefined || slack_team_id === teamId,
  );
  const [workspace, ...others] = workspaces;
  if (!workspace) return refuse(`drumbeat plan: ${shared.noSuchWorkspace}`);
  if (others.length > 0) return refuse(`drumbeat plan: ${shared.severalWorkspaces}`);

  const running = await runningPlaces(db, workspace.id);
  const program = running.find((each) => each.program.key === key)?.program;
  if (key !== undefined && !program) return refuse(`drumbeat plan: ${texts.noProgram(key)}`);
  const person = handle === undefined ? undefined : await getPersonByHandle(db, workspace.id, handle);

  const write = asked.format === "jsonl" ? asJson : rowOf;
  let text = asked.format === "jsonl" ? "" : row(texts.columns);
  let waiting = 0;
  const now = asked.at ?? systemClock().now();

  for await (const line of planOfWorkspace(db, workspace.id, {
    weeks,
    now,
    personId: person?.id,
    programId: program?.id,
  })) {
    text += write(line, texts);
    waiting += 1;
    if (waiting % LINES_PER_WRITE > 0) continue;
    await written(text);
    text = "";
  }

  await written(text);
  return 0;
}

/** JSON output names an item by program and code. */
function asJson(line: PlanLine): string {
  return `${JSON.stringify({ ...line, ...(line.item !== undefined && { item: withinProgram(line.item) }) })}\n`;
}

/** Waits for the reader, so that the plan is never all in memory. */
function written(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

const COLUMNS = [16, 16, 16, 16, 20, 12] as const;

function rowOf({ at, local, person, program, kind, cadence, round, item, ...outcome }: PlanLine, texts: Texts) {
  return row([
    (local ?? at.slice(0, 16)).replace("T", " "),
    person ?? "-",
    program ?? "-",
    texts.kind(kind),
    cadence ?? "-",
    round ?? item ?? "-",
    inWords(outcome, texts),
  ]);
}

function inWords({ action, until, reason }: Pick<PlanLine, "action" | "until" | "reason">, texts: Texts): string {
  const parts: string[] = [texts.action(action)];
  if (until !== undefined) parts.push(texts.until(`${until.slice(0, 16)}Z`));
  if (reason !== undefined) parts.push(texts.reason(reason));
  return parts.join(" ");
}

function row(cells: readonly string[]): string {
  return `${cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join("  ")
    .trimEnd()}\n`;
}

/** Null for arguments that do not match the usage. */
function optionsOf(args: string[]): Record<string, unknown> | null {
  try {
    const text = { type: "string" } as const;
    const names = ["weeks", "format", "program", "person", "at", "database", "workspace"];
    return { ...parseArgs({ args, options: Object.fromEntries(names.map((name) => [name, text])) }).values };
  } catch {
    return null;
  }
}
