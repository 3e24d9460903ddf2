/** `drumbeat track …`: checks a template in a file, adds it, starts a track. */
import { parseArgs } from "node:util";
import type { ActorContext } from "../../people/actors.ts";
import { getPersonByHandle, primaryOwnerOf } from "../../people/people.ts";
import { listWorkspaces } from "../../people/workspaces.ts";
import { databaseFrom } from "../../platform/config.ts";
import { openDatabase } from "../../platform/database.ts";
import { clockOf } from "../../platform/database-clock.ts";
import { uuidV7 } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import type { Upgrade } from "../../platform/migrate.ts";
import { connectRemoteClock } from "../../platform/sandbox-clock.ts";
import type { Events } from "../../platform/services.ts";
import { startFailure } from "../../platform/start-failure.ts";
import { refuse, terminalTexts } from "../../platform/texts/command-line.ts";
import { parseInLanguage, problemsIn } from "../../platform/texts/input-problems.ts";
import { type Language, operatorsLanguage } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listProgramsFor } from "../../programs/programs.ts";
import { codeOf, isCodeOf } from "../../register/codes-and-transitions.ts";
import { itemsOfPrograms } from "../../register/item-rights.ts";
import { startTrack } from "../../tracks/start-and-stop.ts";
import { type TrackTemplate, trackTemplateSchema } from "../../tracks/template.ts";
import { listStartable, saveTemplate } from "../../tracks/templates.ts";
import { readJson } from "../json-file.ts";
import { setupTexts } from "../texts-cli.ts";

/** Returns the exit code. */
export async function run(args: string[], { upgrade, events }: { upgrade: Upgrade; events: Events }): Promise<number> {
  const language = operatorsLanguage(process.env);
  const texts = setupTexts[language].track;
  const asked = requestOf(args);
  if (!asked) return refuse(texts.usage);

  const file = asked.command === "start" ? null : readTemplate(asked.what, language);
  if (file && "refusal" in file) return refuse(file.refusal);
  if (file && asked.command === "check") return say(texts.inOrder(file.name[language], file.steps.length));

  const database = databaseFrom(asked.database, process.env);
  const db = openDatabase(database);
  const { DRUMBEAT_CLOCK_URL: clockUrl } = process.env;
  const remote = clockUrl ? await connectRemoteClock(clockUrl) : null;
  try {
    await upgrade(db, database);
    const workspaces = await listWorkspaces(db);
    const wanted = workspaces.filter(({ slack_team_id: id }) => id === (asked.workspace ?? id));
    const [workspace] = wanted;
    if (!workspace || wanted.length > 1) return refuse(terminalTexts[language].whichWorkspace(workspaces));

    const clock = remote ?? (await clockOf(db));
    const services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    const ctx = { ...services, actor: await primaryOwnerOf(db, workspace.id) };
    if (!file) return await start(ctx, asked, language);
    await inTransaction(db, (tx) => saveTemplate({ ...ctx, db: tx }, file));
    return say(texts.added(file.name[language], file.key));
  } catch (error) {
    return refuse(`drumbeat track: ${startFailure(error, { database }, language)}`);
  } finally {
    remote?.close();
    await db.destroy();
  }
}

async function start(ctx: ActorContext, asked: Request, language: Language): Promise<number> {
  const { db, actor } = ctx;
  const texts = setupTexts[language].track;
  const unknown = (word: string, known: readonly string[]) => refuse(texts.unknown(word, known.join(", ")));
  const templates = await listStartable(db, actor.workspace_id);
  const template = templates.find(({ key }) => key === asked.what);
  if (!template)
    return unknown(
      asked.what,
      templates.map(({ key }) => key),
    );
  const programs = (await listProgramsFor(db, actor, ctx)).map(({ program }) => program);
  const program = programs.find(({ key }) => key === asked.program);
  if (!program)
    return unknown(
      asked.program ?? "",
      programs.map(({ key }) => key),
    );
  const { person, milestone: code } = asked;
  const open = { types: ["milestone" as const], states: ["open" as const] };
  const milestones = await itemsOfPrograms(db, actor.workspace_id, [program.id], open);
  const milestone = code === undefined ? undefined : milestones.find((item) => isCodeOf(code, item));
  if (code !== undefined && !milestone) return unknown(code, milestones.map(codeOf));
  const about = person === undefined ? null : await getPersonByHandle(db, actor.workspace_id, person);
  await startTrack(ctx, { programId: program.id, template, about, milestoneId: milestone?.id ?? null });
  return say(texts.started(template.name[language], program.title));
}

type Request = NonNullable<ReturnType<typeof requestOf>>;

/** Null for arguments that do not match the usage. */
function requestOf(args: string[]) {
  try {
    const text = { type: "string" } as const;
    const options = { program: text, person: text, milestone: text, database: text, workspace: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [command = "", what, ...more] = positionals;
    const isKnown = command === "start" ? values.program !== undefined : ["check", "add"].includes(command);
    return isKnown && what && more.length === 0 ? { ...values, command, what } : null;
  } catch {
    return null;
  }
}

function readTemplate(file: string, language: Language): TrackTemplate | { refusal: string } {
  const unusable = (lines: string[]) => ({
    refusal: [terminalTexts[language].cannotBeUsed(file), ...lines].join("\n  "),
  });
  const json = readJson(file, language);
  if ("problem" in json) return unusable([json.problem]);
  const parsed = parseInLanguage(language, trackTemplateSchema, json.read);
  if (parsed.success) return parsed.data;
  const problems = problemsIn(parsed.error);
  // In another version the rest may mean something else.
  const first = problems.filter(({ path }) => path === "version");
  const { problem } = setupTexts[language].track;
  return unusable((first.length > 0 ? first : problems).map(({ path, message }) => problem(path, message)));
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}
