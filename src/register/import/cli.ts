/** `drumbeat register …`: a log comes in, the record goes out. */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { askedForNames } from "../../people/exports/rules.ts";
import { peopleInExport } from "../../people/exports/use-cases.ts";
import { allWorkspaces, handlesOf, primaryOwnerOf, type Workspace } from "../../people/use-cases.ts";
import { systemClock } from "../../platform/clock.ts";
import { databaseFrom } from "../../platform/config.ts";
import { csvOf, readCsv } from "../../platform/csv.ts";
import { type Db, isPostgresUrl, openDatabase } from "../../platform/database.ts";
import type { Events } from "../../platform/events.ts";
import { uuidV7 } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import { isMigrated } from "../../platform/migrate.ts";
import type { Services } from "../../platform/services.ts";
import { startFailure } from "../../platform/start-failure.ts";
import { jsonLineOf } from "../../platform/texts/display.ts";
import { plural } from "../../platform/texts/language.ts";
import { listProgramsFor } from "../../programs/use-cases.ts";
import { ladderSchema } from "../escalation/rules.ts";
import { ladderOf, saveLadder } from "../ladder/use-cases.ts";
import { type ImportProblem, readImport } from "./rules.ts";
import { type ExportedItem, exportedItem, peopleToExport } from "./rules-export.ts";
import { importItems, itemsToExport, programByKey } from "./use-cases.ts";

const USAGE = `Usage: drumbeat register import FILE --program KEY [--dry-run]
       drumbeat register export [--program KEY] [--format jsonl|csv]
       drumbeat register export … --names --reason "…"   by name, once another person has agreed in Slack
       drumbeat register ladder [FILE] --program KEY     shows who gets escalations, and by when; a JSON file changes it
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]
`;

const shared = { database: z.string().optional(), workspace: z.string().optional() };
const request = z.discriminatedUnion("command", [
  z.strictObject({
    command: z.literal("import"),
    file: z.string("must be a CSV file"),
    program: z.string("must be the key of a program"),
    "dry-run": z.boolean().default(false),
    ...shared,
  }),
  z.strictObject({
    command: z.literal("export"),
    program: z.string().optional(),
    format: z.enum(["jsonl", "csv"], "must be jsonl or csv").default("jsonl"),
    names: z.boolean().default(false),
    reason: z.string().default(""),
    ...shared,
  }),
  z.strictObject({
    command: z.literal("ladder"),
    file: z.string().optional(),
    program: z.string("must be the key of a program"),
    ...shared,
  }),
]);
type Request = z.infer<typeof request>;

/** Returns the exit code. What was asked for goes to standard output, what is wrong to standard error. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const options = optionsOf(args);
  const parsed = options && request.safeParse(options);
  if (!parsed) return refuse(USAGE.trimEnd());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.path[0] === "command") return refuse(USAGE.trimEnd());
    return refuse(`drumbeat register: ${String(issue?.path.join("."))}: ${issue?.message}`);
  }
  const database = databaseFrom(parsed.data.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database))
    return refuse(`There is no database ${database}. Name it with --database.`);
  const db = openDatabase(database);
  try {
    if (!(await isMigrated(db)))
      return refuse("drumbeat register: this database is from an older version: start Drumbeat once to upgrade it");
    return await answer(db, parsed.data, events);
  } catch (error) {
    return refuse(`drumbeat register: ${startFailure(error, { database })}`);
  } finally {
    await db.destroy();
  }
}

async function answer(db: Db, asked: Request, events: Events): Promise<number> {
  const workspaces = await allWorkspaces(db);
  const [workspace, ...others] = workspaces.filter(
    ({ slack_team_id }) => slack_team_id === (asked.workspace ?? slack_team_id),
  );
  if (!workspace || others.length > 0) {
    const known = workspaces.map(({ slack_team_id, name }) => `${slack_team_id} (${name})`);
    return refuse(`Name one of these workspaces with --workspace: ${known.join(", ")}`);
  }
  const clock = systemClock();
  const services: Services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
  if (asked.command === "ladder") return ladder(services, workspace, asked);
  return asked.command === "import" ? importFile(services, workspace, asked) : exportAll(services, workspace, asked);
}

/** Prints it, after it was changed where a file was given. */
async function ladder(
  services: Services,
  workspace: Workspace,
  { program: key, file }: Extract<Request, { command: "ladder" }>,
): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspace.id);
  const program = await programByKey(services, owner, key);
  if (file !== undefined) {
    const read = ladderSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (!read.success) {
      const [issue] = read.error.issues;
      return refuse(`${file}: ${String(issue?.path.join("."))}: ${issue?.message}`);
    }
    await saveLadder(services, owner, program.id, read.data);
  }
  process.stdout.write(`${JSON.stringify(await ladderOf(services.db, workspace.id, program.id))}\n`);
  return 0;
}

async function importFile(
  services: Services,
  workspace: Workspace,
  asked: Extract<Request, { command: "import" }>,
): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspace.id);
  const program = await programByKey(services, owner, asked.program);
  const csv = readCsv(readFileSync(asked.file, "utf8"));
  if ("problem" in csv) return refuse(told(asked.file, [{ ...csv.problem, column: String(csv.problem.column) }]));
  const handles = new Set((await handlesOf(services.db, workspace.id)).values());
  const { items, problems } = readImport(csv.rows, handles);
  if (problems.length > 0) return refuse(told(asked.file, problems));
  const { added, known } = await importItems(services, owner, program, { rows: items, isTrial: asked["dry-run"] });
  const verb = asked["dry-run"] ? "would be added" : "added";
  process.stdout.write(`${added} ${plural("en", added, "item", "items")} ${verb}, ${known} already in the register.\n`);
  return 0;
}

function told(file: string, problems: readonly ImportProblem[]): string {
  const lines = problems.map(({ line, column, message }) => `  line ${line}, column ${column}: ${message}`);
  return `${file}: nothing was added:\n${lines.join("\n")}`;
}

async function exportAll(
  services: Services,
  workspace: Workspace,
  asked: Extract<Request, { command: "export" }>,
): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspace.id);
  const programs =
    asked.program === undefined
      ? (await listProgramsFor(services.db, owner, services)).map(({ program }) => program)
      : [await programByKey(services, owner, asked.program)];
  const asking = askedForNames(asked);
  if (!asking) return refuse(USAGE.trimEnd());
  const found = await itemsToExport(services.db, workspace.id, programs);
  const everybody = await handlesOf(services.db, workspace.id);
  const names = await peopleInExport(services, {
    ...asking,
    workspaceId: workspace.id,
    personIds: peopleToExport(found, new Set(everybody.keys())),
    what: "drumbeat register export",
    about: { kind: "export-register", subject: asked.program ?? "" },
  });
  if (!names) return 1;
  const items = found.map((one) => exportedItem(one, names, asking));
  if (asked.format === "csv") process.stdout.write(csvOf(tableOf(items)));
  else for (const item of items) process.stdout.write(jsonLineOf(item));
  return 0;
}

const FIXED = [
  "program",
  "code",
  "type",
  "title",
  "description",
  "state",
  "owner",
  "raisedBy",
  "raisedAt",
  "due",
  "originalDue",
  "moves",
  "closedAt",
  "replacedBy",
  "permalink",
] as const satisfies (keyof ExportedItem)[];

/** A column for each particular that an item has; the history is in the other format. */
function tableOf(items: readonly ExportedItem[]): string[][] {
  const keys = [...new Set(items.flatMap(({ details }) => Object.keys(details)))].sort();
  const cell = (value: unknown) =>
    value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return [
    [...FIXED, ...keys.map((key) => `details.${key}`)],
    ...items.map((item) => [
      ...FIXED.map((column) => cell(item[column])),
      ...keys.map((key) => cell(item.details[key])),
    ]),
  ];
}

function optionsOf(args: string[]): Record<string, unknown> | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        program: { type: "string" },
        format: { type: "string" },
        "dry-run": { type: "boolean" },
        names: { type: "boolean" },
        reason: { type: "string" },
        database: { type: "string" },
        workspace: { type: "string" },
      },
    });
    const [command, file, ...more] = positionals;
    if (more.length > 0 || (command === "export" && file !== undefined)) return null;
    return {
      command,
      ...((command === "import" || (command === "ladder" && file !== undefined)) && { file }),
      ...values,
    };
  } catch {
    return null;
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
