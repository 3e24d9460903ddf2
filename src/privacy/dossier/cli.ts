/** `drumbeat dossier`: what a works council and a data protection officer need, from the settings as they are. */

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { listedWords } from "../../check-ins/sensitive/rules-words.ts";
import { allWorkspaces } from "../../people/use-cases.ts";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { databaseFrom } from "../../platform/config.ts";
import { type Db, openDatabase } from "../../platform/database.ts";
import { uuidV7 } from "../../platform/ids.ts";
import { PdfMaker } from "../../platform/pdf/maker.ts";
import { startFailure } from "../../platform/start-failure.ts";
import { exportedText } from "../../platform/texts/display.ts";
import { LANGUAGES, type Language, operatorsLanguage } from "../../platform/texts/language.ts";
import { terminalTexts } from "../../platform/texts/terminal.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { dossierMarkdown } from "./markdown.ts";
import { outlineOf } from "./outline.ts";
import { dossierPdf } from "./pdf.ts";
import { dossierCommandTexts } from "./texts-cli.ts";
import { configurationOf, noteHandedOver } from "./use-cases.ts";

function requestIn(language: Language) {
  const texts = dossierCommandTexts[language];
  return z
    .strictObject({
      lang: z.enum(LANGUAGES, texts.lang),
      format: z.enum(["md", "pdf"], texts.format).default("md"),
      out: z.string().optional(),
      "handed-over": z.iso.date(texts.aDate).optional(),
      reference: z.string().default(""),
      database: z.string().optional(),
      workspace: z.string().optional(),
    })
    .refine(({ format, out }) => format === "md" || out !== undefined, { path: ["out"], message: texts.noFile });
}
type Request = z.output<ReturnType<typeof requestIn>>;

/** Returns the exit code. Markdown goes to standard output where no file is named, usage and errors to standard error. */
export async function run(args: string[]): Promise<number> {
  const language = operatorsLanguage(process.env);
  const options = optionsOf(args);
  if (options === null) return refuse(dossierCommandTexts[language].usage);
  if (options.words === true) {
    for (const { subject, patterns } of listedWords())
      process.stdout.write(`${subject}\n${patterns.map(indented).join("")}`);
    return 0;
  }
  const parsed = requestIn(language).safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`drumbeat dossier: --${issue?.path.join(".")}: ${issue?.message}`);
  }
  const database = databaseFrom(parsed.data.database, process.env);
  const db = openDatabase(database, { readonly: parsed.data["handed-over"] === undefined });
  try {
    return await write(db, systemClock(), parsed.data, terminalTexts[language]);
  } catch (error) {
    return refuse(`drumbeat dossier: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

async function write(db: Db, clock: Clock, asked: Request, texts: (typeof terminalTexts)[Language]): Promise<number> {
  const workspaces = (await allWorkspaces(db)).filter(
    ({ slack_team_id }) => asked.workspace === undefined || slack_team_id === asked.workspace,
  );
  const [workspace, ...others] = workspaces;
  if (!workspace) return refuse(`drumbeat dossier: ${texts.noSuchWorkspace}`);
  if (others.length > 0) return refuse(`drumbeat dossier: ${texts.severalWorkspaces}`);
  const { lang: language, "handed-over": on, reference } = asked;
  if (on !== undefined)
    await inTransaction(db, (tx) =>
      noteHandedOver({ clock, ids: uuidV7(clock) }, tx, { workspaceId: workspace.id, byId: null, on, reference }),
    );
  const configuration = await configurationOf({ db, clock }, workspace.id);
  const outline = outlineOf(configuration, language);
  if (asked.format === "pdf" && asked.out !== undefined) {
    const maker = new PdfMaker();
    await writeFile(asked.out, await maker.make(dossierPdf(outline, { language, on: configuration.on })));
    await maker.stop();
    return 0;
  }
  const text = exportedText(dossierMarkdown(outline));
  if (asked.out === undefined) process.stdout.write(text);
  else await writeFile(asked.out, text);
  return 0;
}

/** Null when the arguments are not as in the usage. */
function optionsOf(args: string[]): Record<string, unknown> | null {
  try {
    const text = { type: "string" } as const;
    const names = ["lang", "format", "out", "handed-over", "reference", "database", "workspace"];
    const options = { ...Object.fromEntries(names.map((name) => [name, text])), words: { type: "boolean" as const } };
    return { ...parseArgs({ args, options }).values };
  } catch {
    return null;
  }
}

function indented(pattern: string): string {
  return `  ${pattern}\n`;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
