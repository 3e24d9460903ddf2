/** `drumbeat register …`: import of a RAID log, export of the register. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { askedForNames, peopleInExport } from "../people/names-in-exports.ts";
import { getPersonByHandle, handlesByName, handlesOf, primaryOwnerOf } from "../people/people.ts";
import { inWorkspace } from "../people/target-workspace.ts";
import type { Workspace } from "../people/workspaces.ts";
import { appendAudit } from "../platform/audit.ts";
import { databaseFrom } from "../platform/config.ts";
import { readTable } from "../platform/csv-reading.ts";
import { csvOf, separatorIn } from "../platform/csv-writing.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Events, Services } from "../platform/services.ts";
import { refuse, terminalTexts } from "../platform/texts/command-line.ts";
import { jsonLineOf } from "../platform/texts/display.ts";
import { LANGUAGES, type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../platform/texts/tables.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { listPlacesFor, listPrograms, type Program } from "../programs/programs.ts";
import { codeInProgram, codeOf, endOf, hasOwnEnds, IMPORTED, mayBecome } from "./codes-and-transitions.ts";
import { withIds } from "./goals/sound-goals.ts";
import { exportedItem, peopleToExport, type ToExport, tableOf } from "./import/csv-columns.ts";
import { type ImportedRow, readImport } from "./import/items-from-rows.ts";
import { importTexts } from "./import/texts.ts";
import { type Item, moveItem, raiseItem } from "./items.ts";
import { titleLine } from "./items-in-words.ts";
import { findItemBySource, listItemEvents, listItems } from "./repository.ts";
import type { ItemState } from "./types/item-type.ts";

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

async function importFile(services: Services, workspace: Workspace, asked: Asked<"import">): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspace.id);
  const ctx = { ...services, actor: owner };
  const program = await programByKey(ctx, { key: asked.program });
  const { language } = asked;
  const texts = importTexts[language];
  const inTable = tableTexts[language];
  if (!existsSync(asked.file)) return refuse(terminalTexts[language].cannotRead(asked.file));
  const described = (problems: readonly TableProblem[]) =>
    [texts.nothingAdded(asked.file), ...problems.map(inTable.place)].join("\n");
  const csv = readTable(readFileSync(asked.file));
  if ("problem" in csv) {
    const { line, column, fault } = csv.problem;
    return refuse(described([{ line, column: String(column), message: inTable.fault[fault] }]));
  }
  const owners = await handlesByName(services.db, workspace.id);
  const today = localDateOf(services.clock.now(), owner.zone);
  const { items, problems } = readImport(csv.rows, { owners, language, today });
  if (problems.length > 0) return refuse(described(problems));
  const { added, existing, completed } = await importItems(ctx, { program, rows: items });
  const lines = completed.length > 0 ? [texts.completed(owner.name), ...completed] : [];
  process.stdout.write(`${[texts.added(added, existing), ...lines].join("\n")}\n`);
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
    const options = { ...ofExport, program: text, lang: text, database: text, workspace: text };
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

/**
 * Adds the rows that are not there yet, all or none; rows are compared by their values. `completed`: rows that got a default
 * owner or date. Throws NOT_OF_PROGRAM.
 */
export async function importItems(
  ctx: ActorContext,
  { program, rows }: { program: Program; rows: readonly ImportedRow[] },
): Promise<{ added: number; existing: number; completed: string[] }> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const counts = { added: 0, existing: 0 };
    const completed: string[] = [];
    const seen = new Set<string>();
    const measures: { item: Item; row: ImportedRow }[] = [];

    // An objective names measures of the same file.
    const isObjective = (row: ImportedRow) => Number(row.typed.type === "objective");
    for (const row of rows.toSorted((one, other) => isObjective(one) - isObjective(other))) {
      const sourceKey = `${IMPORTED}${createHash("sha256").update(`${program.id}\n${row.fingerprint}`).digest("hex")}`;
      if (seen.has(sourceKey) || (await findItemBySource(tx, actor.workspace_id, sourceKey))) {
        counts.existing += 1;
        continue;
      }
      seen.add(sourceKey);
      counts.added += 1;

      const item = await importRow(within, program, row, sourceKey);
      if (item.type === "measure") measures.push({ item, row });
      const isComplete = row.owner !== null && (row.dueOn !== null || ["decision", "objective"].includes(item.type));
      if (row.state === "open" && !isComplete) completed.push(`${titleLine(item)} · ${item.due_on ?? "–"}`);
    }

    // Those that name them are there now.
    for (const { item, row } of measures) await endImported(within, item, row);
    if (counts.added > 0)
      await appendAudit(tx, ctx, {
        workspaceId: actor.workspace_id,
        actorId: actor.id,
        action: "register.imported",
        subject: { kind: "program", id: program.id },
        programId: program.id,
        after: counts,
      });
    return { ...counts, completed };
  });
}

async function importRow(ctx: ActorContext<Tx>, program: Program, row: ImportedRow, sourceKey: string): Promise<Item> {
  const { typed, title, description, dueOn, owner: handle } = row;
  const { db: tx, actor } = ctx;
  const owner = handle === null ? null : await getPersonByHandle(tx, actor.workspace_id, handle);
  const item = await raiseItem(ctx, {
    programId: program.id,
    ...(await withIds(ctx, { typed, program, title })),
    title,
    description,
    ownerId: owner?.id ?? (typed.type === "request" ? null : actor.id),
    dueOn,
    sourceKey,
  });

  if (item.type !== "measure") await endImported(ctx, item, row);
  return item;
}

async function endImported(ctx: ActorContext<Tx>, item: Item, { state }: ImportedRow): Promise<void> {
  if (state !== "open") await moveItem(ctx, { item, to: importedEnd(item, state) });
}

/** As its row says that it ended: reached, or not, where its type ends so. */
function importedEnd({ type }: Item, as: Exclude<ImportedRow["state"], "open">): Exclude<ItemState, "active" | "open"> {
  if (as === "not-reached") return mayBecome(type, "open", as) ? as : endOf({ type }, "dropped");
  return as === "done" && hasOwnEnds({ type }) ? "reached" : endOf({ type }, as);
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
