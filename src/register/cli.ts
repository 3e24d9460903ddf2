/** `drumbeat register …`: import of a RAID log, export of the register. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { askedForNames, peopleInExport } from "../people/names-in-exports.ts";
import { handlesOf, peopleByName, primaryOwnerOf } from "../people/people.ts";
import { inWorkspace } from "../people/target-workspace.ts";
import type { Workspace } from "../people/workspaces.ts";
import { databaseFrom } from "../platform/config.ts";
import { readTable } from "../platform/csv-reading.ts";
import { csvOf, separatorIn } from "../platform/csv-writing.ts";
import type { Db } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Events, Services } from "../platform/services.ts";
import { DAY_ORDERS } from "../platform/texts/cells.ts";
import { refuse, terminalTexts } from "../platform/texts/command-line.ts";
import { jsonLineOf } from "../platform/texts/display.ts";
import { LANGUAGES, type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../platform/texts/tables.ts";
import { localDateOf } from "../platform/time.ts";
import { listPlacesFor, listPrograms, type Program } from "../programs/programs.ts";
import { codeInProgram, codeOf, isItemType } from "./codes-and-transitions.ts";
import { exportedItem, peopleToExport, type ToExport, TYPE_VALUES, tableOf } from "./import/csv-columns.ts";
import { importItems } from "./import/import-items.ts";
import { linesLeftOut, notesOfFile } from "./import/in-words.ts";
import { readImport } from "./import/items-from-rows.ts";
import { importTexts } from "./import/texts.ts";
import { valueAmong } from "./import/values.ts";
import type { ItemType } from "./item-types.ts";
import { titleLine } from "./items-in-words.ts";
import { listItemEvents, listItems } from "./repository.ts";

const shared = {
  database: z.string().optional(),
  workspace: z.string().optional(),
  lang: z.enum(LANGUAGES).optional(),
};
const request = z.discriminatedUnion("command", [
  z.strictObject({
    command: z.literal("import"),
    file: z.string(),
    program: z.string(),
    type: z.string().transform(typeCalled).optional(),
    dates: z.enum(DAY_ORDERS).optional(),
    ...shared,
  }),
  z.strictObject({
    command: z.literal("export"),
    program: z.string().optional(),
    format: z.enum(["jsonl", "csv"]).default("jsonl"),
    names: z.boolean().default(false),
    reason: z.string().default(""),
    ...shared,
  }),
]);
type Request = z.infer<typeof request>;

function typeCalled(word: string, ctx: z.RefinementCtx): ItemType {
  const type = valueAmong(word, TYPE_VALUES);
  if (type !== undefined && isItemType(type)) return type;
  ctx.addIssue("unknown");
  return z.NEVER;
}

/** Returns the exit code. What was asked for goes to standard output, what is wrong to standard error. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const options = optionsOf(args);
  const texts =
    importTexts[
      operatorsLanguage(
        process.env,
        LANGUAGES.find((each) => each === options?.lang),
      )
    ];
  const parsed = options && request.safeParse(options);
  if (!parsed) return refuse(texts.usage);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    const wrong = new Map(Object.entries(texts.wrong)).get(name);
    return refuse(wrong === undefined ? texts.usage : `drumbeat register: ${name}: ${wrong}`);
  }
  const { lang } = parsed.data;
  const language = operatorsLanguage(process.env, lang);
  const database = databaseFrom(parsed.data.database, process.env);
  const asked = { ...parsed.data, language };
  const failed = (why: string) => `drumbeat register: ${why}`;
  return inWorkspace({ ...asked, database }, failed, (db, workspace, clock) => {
    const services: Services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    return asked.command === "import" ? importFile(services, workspace, asked) : exportAll(services, workspace, asked);
  });
}

type Asked<Command extends Request["command"] = Request["command"]> = Extract<Request, { command: Command }> & {
  language: Language;
};

/** So large a file is read by command line; Slack takes less. */
const LARGEST_BYTES = 40 * 1024 * 1024;

async function importFile(services: Services, workspace: Workspace, asked: Asked<"import">): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspace.id);
  const ctx = { ...services, actor: owner };
  const program = await programByKey(ctx, { key: asked.program });
  const { language } = asked;
  const texts = importTexts[language];
  const inTable = tableTexts[language];
  if (!existsSync(asked.file)) return refuse(terminalTexts[language].cannotRead(asked.file));
  if (statSync(asked.file).size > LARGEST_BYTES) return refuse(texts.tooLarge(asked.file, LARGEST_BYTES / 1024 / 1024));

  const described = (problems: readonly TableProblem[]) =>
    [texts.nothingAdded(asked.file), ...problems.map(inTable.place)].join("\n");
  const csv = readTable(readFileSync(asked.file));
  if ("problem" in csv) {
    const { line, column, fault } = csv.problem;
    return refuse(described([{ line, column: String(column), message: inTable.fault[fault] }]));
  }

  const owners = await peopleByName(services.db, workspace.id);
  const today = localDateOf(services.clock.now(), owner.zone);
  const read = readImport(csv.rows, { owners, language, today, program, type: asked.type, dates: asked.dates });
  if (read.problems.length > 0) return refuse(described(read.problems));

  const imported = await importItems(ctx, { program, rows: read.items, file: basename(asked.file), language });
  const { completed } = imported;
  const lines = [
    texts.done({ ...imported, leftOut: imported.leftOut.length }),
    ...linesLeftOut(imported.leftOut, language),
    ...notesOfFile(read, language, asked.type),
    ...(imported.gone > 0 ? [texts.gone(imported.gone)] : []),
  ];
  const dated = completed.map((item) => `${titleLine(item)} · ${item.due_on ?? "–"}`);
  if (dated.length > 0) lines.push(texts.completed(owner.name), ...dated);
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

async function exportAll(services: Services, workspace: Workspace, asked: Asked<"export">): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspace.id);
  const programs =
    asked.program === undefined
      ? (await listPlacesFor(services.db, owner, services)).map(({ program }) => program)
      : [await programByKey({ ...services, actor: owner }, { key: asked.program })];
  const asking = askedForNames(asked);
  if (!asking) return refuse(importTexts[asked.language].usage);
  const found = await itemsToExport(services.db, workspace.id, programs);
  const everybody = await handlesOf(services.db, workspace.id);
  const names = await peopleInExport(services, {
    ...asking,
    workspaceId: workspace.id,
    personIds: peopleToExport(found, new Set(everybody.keys())),
    command: "drumbeat register export",
    leavesOut: true,
    language: asked.language,
  });
  if (!names) return 1;
  const items = found.map((item) => exportedItem(item, names, asking));
  if (asked.format === "csv") process.stdout.write(csvOf(tableOf(items), separatorIn(asked.language)));
  else for (const item of items) process.stdout.write(jsonLineOf(item));
  return 0;
}

function optionsOf(args: string[]): Record<string, unknown> | null {
  try {
    const text = { type: "string" } as const;
    const ofExport = { format: text, names: { type: "boolean" }, reason: text } as const;
    const ofImport = { type: text, dates: text } as const;
    const options = { ...ofExport, ...ofImport, program: text, lang: text, database: text, workspace: text };
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [command, file, ...more] = positionals;
    if (more.length > 0 || (command === "export" && file !== undefined)) return null;
    return { command, ...(command === "import" && { file }), ...values };
  } catch {
    return null;
  }
}

const failure = errorTable({
  PROGRAM_UNKNOWN: {
    en: ({ key, programs }) => `There’s no program ${key}. The programs are ${programs}.`,
    fr: ({ key, programs }) => `Il n’y a pas de programme ${key}. Les programmes sont ${programs}.`,
  },
});

/** Throws PROGRAM_UNKNOWN, which names those that there are. */
export async function programByKey(ctx: ActorContext, { key }: { key: string }): Promise<Program> {
  const programs = await listPlacesFor(ctx.db, ctx.actor, ctx);
  const found = programs.find(({ program }) => program.key === key);
  if (!found)
    throw failure("PROGRAM_UNKNOWN", { key, programs: programs.map(({ program }) => program.key).join(", ") || "–" });
  return found.program;
}

/** For the operator: everything, whoever may read it in Slack. By program and code. */
export async function itemsToExport(
  db: Db,
  workspaceId: string,
  programs: readonly Pick<Program, "id" | "key">[],
): Promise<ToExport[]> {
  const found: ToExport[] = [];
  const keys = new Map((await listPrograms(db, workspaceId)).map(({ id, key }) => [id, key]));
  for (const program of programs) {
    const items = await listItems(db, workspaceId, { programIds: [program.id] }, ALL);
    const codes = new Map(items.map((item) => [item.id, codeInProgram(item)]));
    const named = items.flatMap((item) => (item.type === "objective" ? (item.details.measureIds ?? []) : []));
    const measures = named.length === 0 ? [] : await listItems(db, workspaceId, { ids: named }, ALL);
    const called = new Map([...keys, ...measures.map((item) => [item.id, codeOf(item)] as const), ...codes]);
    for (const item of items)
      found.push({
        program: program.key,
        item,
        replacedBy: item.replaced_by === null ? null : (codes.get(item.replaced_by) ?? null),
        called: item.type === "objective" ? called : new Map(),
        events: await listItemEvents(db, workspaceId, [item.id]),
      });
  }
  return found;
}

const ALL = 1_000_000;
