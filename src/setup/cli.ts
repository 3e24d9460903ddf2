/** `drumbeat setup --file FILE`: creates a file's programs, portfolios and cadences as the primary owner. Repeatable. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { readSource } from "../cadences/audience/channel-and-group-members.ts";
import type { NewCadence } from "../cadences/changes.ts";
import { comingDates } from "../cadences/recurrence/preview.ts";
import { type ActorContext, actorFinder } from "../people/actors.ts";
import { primaryOwnerOf } from "../people/people.ts";
import { syncPeople } from "../people/sync.ts";
import { ensureWorkspace } from "../people/workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import { databaseFrom, readConfig } from "../platform/config.ts";
import { openDatabase } from "../platform/database.ts";
import { clockOf } from "../platform/database-clock.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Upgrade } from "../platform/migrate.ts";
import { openNetwork } from "../platform/network.ts";
import { connectRemoteClock } from "../platform/sandbox-clock.ts";
import type { Events } from "../platform/services.ts";
import { startFailure } from "../platform/start-failure.ts";
import { terminalTexts } from "../platform/texts/command-line.ts";
import { parseInLanguage, pathOf } from "../platform/texts/input-problems.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { atSlacksPace, checkChannel } from "../programs/channels.ts";
import type { Label } from "../programs/labels.ts";
import { giveOffice } from "../programs/office-giving.ts";
import { outboxClient } from "../slack/web-client-options.ts";
import { applySteps, planOffices, planSetup, type SetupOutcome, type SetupStep } from "./apply-setup.ts";
import { readJson } from "./json-file.ts";
import type { PortfolioStep } from "./plan-portfolios.ts";
import { type SetupFile, setupFileSchema } from "./setup-file.ts";
import { setupTexts } from "./texts-cli.ts";

/** Returns the exit code. */
export async function run(args: string[], { upgrade, events }: { upgrade: Upgrade; events: Events }): Promise<number> {
  const language = operatorsLanguage(process.env);
  const texts = setupTexts[language];
  const options = read(args);
  if (!options?.file) return refuse(texts.usage);

  const file = readSetupFile(options.file, language);
  if ("problems" in file) return refuse(terminalTexts[language].cannotBeUsed(options.file), file.problems);

  const result = readConfig(process.env, language);
  if (!result.ok) return refuse(texts.noSlack, result.problems);

  const database = databaseFrom(options.database, process.env);
  const log = createLog("warn");
  const db = openDatabase(database);
  let remote: Awaited<ReturnType<typeof connectRemoteClock>> | null = null;
  try {
    const { clockUrl } = result.config;
    if (clockUrl !== undefined) remote = await connectRemoteClock(clockUrl);
    const clock = remote ?? (await clockOf(db));
    await upgrade(db, database);

    const services = { db, clock, ids: uuidV7(clock), log, events };
    const client = outboxClient(result.config.slack, openNetwork(result.config.proxies));
    const identity = await client.auth.test();
    const workspace = await ensureWorkspace(services, { id: identity.team_id ?? "", name: identity.team ?? "" });
    await syncPeople(services, workspace, client, async () => undefined, new AbortController().signal).done;

    const owner = await primaryOwnerOf(db, workspace.id);
    const reading = { client, personOf: actorFinder(services, workspace).actorOf };
    const paced = atSlacksPace(clock, (seconds) => say(texts.wait(seconds)));
    const ctx = { ...services, actor: owner };
    const steps = await planSetup(ctx, {
      file,
      channelIdOf: async ({ channel }) => (channel ? paced(() => checkChannel(client, channel)) : null),
      readSource: (source) => paced(() => readSource(services, workspace.id, reading, source)),
    });

    const offices = await planOffices(ctx, file);
    const lines = [
      ...planInWords(steps, clock.now(), language),
      ...offices.map(({ person, label }) => `+ ${texts.office(person.handle, scopeOf(label))}`),
    ];
    for (const line of lines.length > 0 ? lines : [texts.allThere]) say(line);

    if (options["dry-run"]) return 0;
    const code = await applyAndReport(ctx, steps, { language, database });
    if (code === 0) for (const office of offices) await giveOffice(ctx, office);
    return code;
  } catch (error) {
    return refuse(texts.nothing(startFailure(error, { database }, language)));
  } finally {
    remote?.close();
    await db.destroy();
  }
}

/** Applies steps in turn; after a failure, the next run continues. */
async function applyAndReport(
  ctx: ActorContext,
  steps: readonly SetupStep[],
  { language, database }: { language: Language; database: string },
): Promise<number> {
  const texts = setupTexts[language];
  let done = 0;
  const took = ({ key }: SetupStep, { created }: SetupOutcome) => {
    done += 1;
    if (created > 0) say(texts.done(key, done, steps.length));
  };
  try {
    say(texts.outcome(await applySteps(ctx, { steps, took })));
    return 0;
  } catch (error) {
    const why = startFailure(error, { database }, language);
    return refuse(texts.stopped(steps[done]?.key ?? null, done, steps.length, why));
  }
}

function planInWords(steps: readonly SetupStep[], now: Instant, language: Language): string[] {
  const texts = setupTexts[language];
  return steps.flatMap((step) => {
    if (step.kind === "portfolio") return portfolioInWords(step, now, language);
    const { key, program, readers, cadences } = step;
    return [
      ...("wanted" in program ? [`+ ${texts.program(key)} (${program.wanted.shortKey})`] : []),
      ...(readers.length > 0 ? [`  ${texts.readers(readers)}`] : []),
      ...cadences.map((cadence) => cadenceInWords(cadence, now, language)),
    ];
  });
}

function cadenceInWords({ key, rule }: Omit<NewCadence, "program">, now: Instant, language: Language): string {
  const texts = setupTexts[language];
  const late = addLocalDays(localDateOf(now, "UTC"), 366);
  // Public holidays move a date by days only.
  const [first] = comingDates({ ...rule, calendar: undefined }, { plannedThrough: null, now, count: 1 });
  const isLate = first !== undefined && rule.from === undefined && first.key > late;
  return `+ ${texts.cadence(key)}${isLate ? texts.opensFirst(first.key) : ""}`;
}

function portfolioInWords(step: PortfolioStep, now: Instant, language: Language): string[] {
  const { key, portfolio, covered, cadences } = step;
  const texts = setupTexts[language];
  const made =
    "wanted" in portfolio
      ? [`+ ${texts.portfolio(key)} (${portfolio.wanted.shortKey})`, `  ${texts.covered(covered)}`]
      : [];
  return [...made, ...cadences.map((cadence) => cadenceInWords(cadence, now, language))];
}

/** A label in the form of the file. */
function scopeOf(label: Label | null): string | null {
  return label && `${label.name}: ${label.value}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Options {
  file?: string;
  database?: string;
  "dry-run"?: boolean;
}

function read(args: string[]): Options | null {
  try {
    return parseArgs({
      args,
      options: {
        file: { type: "string" },
        database: { type: "string" },
        "dry-run": { type: "boolean" },
      },
    }).values;
  } catch {
    return null;
  }
}

function readSetupFile(file: string, language: Language): SetupFile | { problems: string[] } {
  const json = readJson(file, language);
  if ("problem" in json) return { problems: [json.problem] };
  const parsed = parseInLanguage(language, setupFileSchema, json.read);
  if (parsed.success) return parsed.data;
  const { problem } = setupTexts[language];
  return { problems: parsed.error.issues.map((issue) => problem(z.core.toDotPath(pathOf(issue)), issue.message)) };
}

function refuse(sentence: string, problems: readonly string[] = []): number {
  process.stderr.write([sentence, ...problems.map((line) => `  ${line}`)].map((line) => `${line}\n`).join(""));
  return 1;
}
