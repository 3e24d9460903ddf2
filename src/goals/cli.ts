/** `drumbeat measure …`: values of measures from a file, or one by its code. */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { primaryOwnerOf } from "../people/people.ts";
import { inWorkspace } from "../people/target-workspace.ts";
import { databaseFrom } from "../platform/config.ts";
import { type CsvRow, readTable } from "../platform/csv-reading.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Events, Services } from "../platform/services.ts";
import { dayIn } from "../platform/texts/cells.ts";
import { refuse, terminalTexts } from "../platform/texts/command-line.ts";
import { LANGUAGES, type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../platform/texts/tables.ts";
import { localDateOf } from "../platform/time.ts";
import { namedPrograms } from "../programs/named-programs.ts";
import { listEveryGoal } from "../register/goals/every-goal.ts";
import type { ValueSource } from "./table.ts";
import { fileTexts } from "./texts-files.ts";
import { enterValues, valuesOf } from "./values.ts";
import { HEADS, readValues } from "./values-from-rows.ts";

const shared = {
  sure: z.boolean().default(false),
  database: z.string().optional(),
  workspace: z.string().optional(),
  lang: z.enum(LANGUAGES).optional(),
};
const request = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("import"), file: z.string(), ...shared }),
  z.strictObject({ command: z.literal("set"), code: z.string(), value: z.string(), on: z.string(), ...shared }),
]);
type Request = z.infer<typeof request>;

/** Returns the exit code. What is wrong goes to standard error. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const options = optionsOf(args);
  const language = operatorsLanguage(
    process.env,
    LANGUAGES.find((each) => each === options?.lang),
  );
  const texts = fileTexts[language];
  const parsed = options && request.safeParse(options);
  if (!parsed) return refuse(texts.usage);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    const wrong = new Map(Object.entries(texts.wrong)).get(name);
    return refuse(wrong === undefined ? texts.usage : `drumbeat measure: ${name}: ${wrong}`);
  }
  const asked = { ...parsed.data, language };
  const target = { ...asked, database: databaseFrom(asked.database, process.env) };
  return inWorkspace(
    target,
    (why) => `drumbeat measure: ${why}`,
    async (db, workspace, clock) => {
      const services: Services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
      const ctx = { ...services, actor: await primaryOwnerOf(db, workspace.id) };
      return asked.command === "import" ? importFile(ctx, asked) : setValue(ctx, asked);
    },
  );
}

type Asked<Command extends Request["command"]> = Extract<Request, { command: Command }> & { language: Language };

async function importFile(ctx: ActorContext, { file, language, sure }: Asked<"import">): Promise<number> {
  const inTable = tableTexts[language];
  if (!existsSync(file)) return refuse(terminalTexts[language].cannotRead(file));
  const described = (problems: readonly TableProblem[]) =>
    [fileTexts[language].nothingEntered(file), ...problems.map(inTable.place)].join("\n");
  const csv = readTable(readFileSync(file));
  if ("problem" in csv) {
    const { line, column, fault } = csv.problem;
    return refuse(described([{ line, column: String(column), message: inTable.fault[fault] }]));
  }
  return enter(ctx, { rows: csv.rows, language, isSure: sure, source: "file", described });
}

async function setValue(ctx: ActorContext, asked: Asked<"set">): Promise<number> {
  const { code, value, on, language, sure } = asked;
  const texts = fileTexts[language];
  const today = localDateOf(ctx.clock.now(), ctx.actor.zone);
  const day = dayIn(on, { order: language === "fr" ? "dmy" : null, today });
  if (day === null) return refuse(`drumbeat measure: on: ${texts.wrong.on}`);
  const rows = [
    { line: 1, cells: [...HEADS[language]] },
    { line: 2, cells: [code, day, value] },
  ];
  const described = (problems: readonly TableProblem[]) =>
    problems.map(({ message }) => `drumbeat measure: ${message}`).join("\n");
  return enter(ctx, { rows, language, isSure: sure, source: "command", described });
}

interface Entering {
  rows: readonly CsvRow[];
  language: Language;
  isSure: boolean;
  source: ValueSource;
  described(problems: readonly TableProblem[]): string;
}

/** All or none. */
async function enter(ctx: ActorContext, { rows, language, isSure, source, described }: Entering): Promise<number> {
  const { db, actor, clock } = ctx;
  const { measures } = await listEveryGoal(db, actor.workspace_id);
  const ids = measures.map(({ id }) => id);
  const values = await valuesOf(db, actor.workspace_id, ids);
  const closed = [...(await namedPrograms(db, actor.workspace_id))].filter(([, program]) => program.closed !== null);
  const today = localDateOf(clock.now(), actor.zone);
  const closedIds = new Set(closed.map(([id]) => id));
  const read = readValues(rows, { measures, values, closedIds, language, today, isSure });
  if (read.problems.length > 0) return refuse(described(read.problems));

  const isThere = ({ measureId, on, value }: (typeof read.values)[number]) =>
    (values.get(measureId) ?? []).some((each) => each.on === on && each.value === value);
  const added = read.values.filter((value) => !isThere(value));
  await enterValues(ctx, { values: added.map((value) => ({ ...value, isSure: true })), source });
  const same = read.values.length - added.length;
  process.stdout.write(`${fileTexts[language].entered(added.length, same)}\n`);
  return 0;
}

function optionsOf(args: readonly string[]): Record<string, unknown> | null {
  try {
    const text = { type: "string" } as const;
    const options = { on: text, sure: { type: "boolean" }, lang: text, database: text, workspace: text } as const;
    // A negative value is no option.
    const given = args.map((each) => each.replace(/^-(?=[\d.,])/, "−"));
    const { values, positionals } = parseArgs({ args: given, allowPositionals: true, options });
    const [command, first, second, ...more] = positionals;
    if (more.length > 0) return null;
    if (command === "set") return { command, code: first, value: second, ...values };
    return second === undefined ? { command, file: first, ...values } : null;
  } catch {
    return null;
  }
}
