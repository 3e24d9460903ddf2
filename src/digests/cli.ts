/** `drumbeat digest …`: a digest as it would be now, and those that were made. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { askedForNames } from "../people/exports/rules.ts";
import { peopleInExport } from "../people/exports/use-cases.ts";
import { handlesOf, peopleByIds } from "../people/use-cases.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { type Db, isPostgresUrl, openDatabase } from "../platform/database.ts";
import { uuidV7 } from "../platform/ids.ts";
import { isMigrated } from "../platform/migrate.ts";
import { PdfMaker } from "../platform/pdf/maker.ts";
import { startFailure } from "../platform/start-failure.ts";
import { exportedText, jsonLineOf } from "../platform/texts/display.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { terminalTexts } from "../platform/texts/terminal.ts";
import { toInstant } from "../platform/time.ts";
import type { DigestDocument } from "./document.ts";
import { namesIn, withPseudonyms } from "./readers/rules-names.ts";
import { digestMarkdown } from "./render/markdown.ts";
import { digestPdf } from "./render/pdf.ts";
import { digestText } from "./render/plain-text.ts";
import { digestCsv } from "./render/table.ts";
import { listReadersByHandle } from "./repository.ts";
import { digestTexts } from "./texts.ts";
import { digestCommandTexts } from "./texts-cli.ts";
import { digestById, digestSentAt, listDigests, previewDigest } from "./use-cases.ts";

const RHYTHMS = ["weekly", "monthly", "quarterly", "annual"] as const;
const FORMATS = ["text", "markdown", "json"] as const;
function requestIn(language: Language) {
  const [texts, { anInstant, oneOf }] = [digestCommandTexts[language], terminalTexts[language]];
  const instant = z.string().transform((text, context) => {
    try {
      return toInstant(Temporal.Instant.from(text));
    } catch {
      context.addIssue({ code: "custom", message: anInstant });
      return z.NEVER;
    }
  });
  const shared = {
    reader: z.string(texts.aHandle).transform((handle) => handle.replace(/^@/, "")),
    database: z.string().optional(),
    workspace: z.string().optional(),
  };
  const told = {
    format: z.enum(FORMATS, oneOf(FORMATS)).default("text"),
    /** Written into these files, and not to standard output. */
    pdf: z.string().optional(),
    csv: z.string().optional(),
    names: z.boolean().default(false),
    reason: z.string().default(""),
  };
  return z.discriminatedUnion("command", [
    z.strictObject({
      command: z.literal("preview"),
      rhythm: z.enum(RHYTHMS, oneOf(RHYTHMS)),
      at: instant.optional(),
      ...told,
      ...shared,
    }),
    z.strictObject({ command: z.literal("list"), ...shared }),
    z.strictObject({ command: z.literal("show"), edition: z.string(texts.anEdition), ...told, ...shared }),
  ]);
}
type Request = z.infer<ReturnType<typeof requestIn>> & { language: Language };

/** Returns the exit code. The digest goes to standard output, usage and errors to standard error. */
export async function run(args: string[]): Promise<number> {
  const language = operatorsLanguage(process.env);
  const [texts, shared] = [digestCommandTexts[language], terminalTexts[language]];
  const options = optionsOf(args);
  const parsed = options && requestIn(language).safeParse(options);
  if (!parsed) return refuse(texts.usage);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.path[0] === "command") return refuse(texts.usage);
    return refuse(`drumbeat digest: --${issue?.path.join(".")}: ${issue?.message}`);
  }
  const database = databaseFrom(parsed.data.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(shared.noDatabase(database));
  const db = openDatabase(database);
  try {
    if (!(await isMigrated(db))) return refuse(shared.otherVersion);
    return await answer(db, { ...parsed.data, language });
  } catch (error) {
    return refuse(`drumbeat digest: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

async function answer(db: Db, asked: Request): Promise<number> {
  const texts = digestCommandTexts[asked.language];
  const readers = (await listReadersByHandle(db, asked.reader)).filter(
    (one) => asked.workspace === undefined || one.slack_team_id === asked.workspace,
  );
  const [reader, ...others] = readers;
  if (!reader) return refuse(`drumbeat digest: ${texts.nobody(asked.reader)}`);
  if (others.length > 0) return refuse(`drumbeat digest: ${texts.inSeveral(asked.reader)}`);
  const who = { workspaceId: reader.workspace_id, personId: reader.id };
  if (asked.command === "list") {
    for (const { id, rhythm, period, edition, cut_off_at } of await listDigests(db, who))
      process.stdout.write(`${id} ${rhythm} ${period} ${texts.edition(edition)} ${cut_off_at}\n`);
    return 0;
  }
  if (asked.command === "show") {
    const edition = await digestById(db, who.workspaceId, asked.edition);
    if (edition?.readerId !== who.personId) return refuse(`drumbeat digest: ${texts.noSuchEdition}`);
    const sentAt = await digestSentAt(db, who.workspaceId, edition.id);
    const named = await asAsked(db, who.workspaceId, edition.document, asked);
    return named ? give(named, asked, { edition: edition.edition, sentAt }) : 1;
  }
  const document = await previewDigest(db, { ...who, rhythm: asked.rhythm }, asked.at ?? systemClock().now());
  if (!document) return refuse(`drumbeat digest: ${digestTexts({ locale: asked.language }).noEdition}`);
  const named = await asAsked(db, who.workspaceId, document, asked);
  return named ? give(named, asked, { edition: 1, sentAt: null }) : 1;
}

/** With pseudonyms, or by name; null: not without a reason, which was said. */
async function asAsked(
  db: Db,
  workspaceId: string,
  document: DigestDocument,
  asked: Extract<Request, { command: "preview" | "show" }>,
): Promise<DigestDocument | null> {
  const asking = askedForNames(asked);
  if (!asking) {
    refuse(digestCommandTexts[asked.language].usage);
    return null;
  }
  const everybody = await peopleByIds(db, workspaceId, [...(await handlesOf(db, workspaceId)).keys()]);
  const standing = namesIn(document, new Set(everybody.map(({ name }) => name)));
  const people = everybody.filter(({ name }) => standing.has(name));
  const clock = systemClock();
  const names = await peopleInExport(
    { db, clock, ids: uuidV7(clock) },
    {
      ...asking,
      workspaceId,
      personIds: people.map(({ id }) => id),
      what: `drumbeat digest ${asked.command}`,
      leavesOut: false,
      language: asked.language,
    },
  );
  if (!names || asking.isNamed) return names && document;
  return withPseudonyms(document, new Map(people.map(({ id, name }) => [name, names.get(id) ?? ""])));
}

async function give(
  document: DigestDocument,
  { format: as, pdf, csv }: { format: (typeof FORMATS)[number]; pdf?: string | undefined; csv?: string | undefined },
  sending: { edition: number; sentAt: string | null },
): Promise<number> {
  if (pdf !== undefined) {
    const maker = new PdfMaker();
    await writeFile(pdf, await maker.make(digestPdf(document, sending)));
    await maker.stop();
  }
  if (csv !== undefined) await writeFile(csv, digestCsv(document));
  if (pdf !== undefined || csv !== undefined) return 0;
  if (as === "json") process.stdout.write(jsonLineOf(document));
  else
    process.stdout.write(
      exportedText(as === "markdown" ? digestMarkdown(document, sending) : digestText(document, sending)),
    );
  return 0;
}

/** Null when the arguments are not as in the usage. */
function optionsOf([command, ...args]: string[]): Record<string, unknown> | null {
  try {
    const text = { type: "string" } as const;
    const options = {
      reader: text,
      rhythm: text,
      at: text,
      edition: text,
      format: text,
      pdf: text,
      csv: text,
      names: { type: "boolean" } as const,
      reason: text,
      database: text,
      workspace: text,
    };
    return { command, ...parseArgs({ args, options }).values };
  } catch {
    return null;
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
