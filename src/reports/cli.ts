/** `drumbeat digest …`: a digest as it would be now, and those that were sent. */

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { sentPlace } from "../delivery/use-cases.ts";
import { askedForNames } from "../people/exports/rules.ts";
import { peopleInExport } from "../people/exports/use-cases.ts";
import { personById } from "../people/use-cases.ts";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { type Db, isPostgresUrl, openDatabase } from "../platform/database.ts";
import { PRIVATE_FILE } from "../platform/database-file.ts";
import { uuidV7 } from "../platform/ids.ts";
import { isMigrated } from "../platform/migrate.ts";
import { PdfMaker } from "../platform/pdf/maker.ts";
import { startFailure } from "../platform/start-failure.ts";
import { exportedText, jsonLineOf } from "../platform/texts/display.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { terminalTexts } from "../platform/texts/terminal.ts";
import { toInstant } from "../platform/time.ts";
import { digestKey } from "./digest-message.ts";
import { readDigest } from "./digest-reading.ts";
import { firstScreen } from "./first-screen.ts";
import { textToForward } from "./forward.ts";
import { digestMarkdown } from "./markdown.ts";
import { nextDigest } from "./next-digest.ts";
import { digestPdf } from "./pdf.ts";
import { RHYTHMS } from "./report.ts";
import type { ScreenInput } from "./screen.ts";
import { listDigestsOf } from "./sent-digests.ts";
import { digestCommandTexts } from "./texts-cli.ts";

const FORMATS = ["text", "markdown", "json"] as const;

function requestIn(language: Language) {
  const { anInstant, oneOf } = terminalTexts[language];
  const instant = z.string().transform((text, context) => {
    try {
      return toInstant(Temporal.Instant.from(text));
    } catch {
      context.addIssue({ code: "custom", message: anInstant });
      return z.NEVER;
    }
  });
  const shared = {
    reader: z.string(digestCommandTexts[language].aHandle).transform((handle) => handle.replace(/^@/, "")),
    rhythm: z.enum(RHYTHMS, oneOf(RHYTHMS)).optional(),
    at: instant.optional(),
    database: z.string().optional(),
    workspace: z.string().optional(),
  };
  const shown = {
    format: z.enum(FORMATS, oneOf(FORMATS)).default("text"),
    /** Written into this file, and not to standard output. */
    pdf: z.string().optional(),
    names: z.boolean().default(false),
    reason: z.string().default(""),
  };
  return z.discriminatedUnion("command", [
    z.strictObject({ command: z.literal("preview"), ...shown, ...shared }),
    z.strictObject({ command: z.literal("list"), ...shared }),
    z.strictObject({ command: z.literal("show"), digest: z.string().optional(), ...shown, ...shared }),
  ]);
}
type Request = z.infer<ReturnType<typeof requestIn>> & { language: Language };
type Showing = Exclude<Request, { command: "list" }>;

/** Returns the exit code. The digest goes to standard output, usage and errors to standard error. */
export async function run(args: string[]): Promise<number> {
  const language = operatorsLanguage(process.env);
  const [texts, shared] = [digestCommandTexts[language], terminalTexts[language]];
  const options = optionsOf(args);
  const parsed = options && requestIn(language).safeParse(options);
  if (!parsed) return refuse(texts.usage);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue === undefined || issue.path[0] === "command" || issue.path.length === 0) return refuse(texts.usage);
    return refuse(`drumbeat digest: --${issue.path.join(".")}: ${issue.message}`);
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
  const readers = await listReaders(db, asked);
  const [reader, ...others] = readers;
  if (!reader) return refuse(`drumbeat digest: ${texts.nobody(asked.reader)}`);
  if (others.length > 0) return refuse(`drumbeat digest: ${texts.inSeveral(asked.reader)}`);
  const who = { workspaceId: reader.workspace_id, personId: reader.id };
  if (asked.command === "list") {
    for (const { id, rhythm, period, cutOffAt } of await listDigestsOf(db, who, { ...asked, until: asked.at }))
      process.stdout.write(`${id} ${rhythm} ${period} ${cutOffAt}\n`);
    return 0;
  }
  const shown = asked.command === "show" ? await digestSent(db, who, asked) : await digestToCome(db, who, asked);
  if (!shown) return refuse(`drumbeat digest: ${asked.command === "show" ? texts.noSuchDigest : texts.noneToCome}`);
  const input = await inputAsAsked(db, who, shown.input, asked);
  return input ? give({ ...shown, input }, asked) : 1;
}

/** In the place of the id of a digest that is not stored. */
const NONE_YET = "preview";

interface Shown {
  input: ScreenInput;
  digest: { id: string; sentAt: string | null };
}

async function listReaders(db: Db, { reader, workspace }: Pick<Request, "reader" | "workspace">) {
  return acrossWorkspaces(db)
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["person.workspace_id", "person.id"])
    .where("person.handle", "=", reader)
    .$if(workspace !== undefined, (query) => query.where("workspace.slack_team_id", "=", workspace ?? ""))
    .execute();
}

type Who = { workspaceId: string; personId: string };

/** The one that is named, else the last one by then. */
async function digestSent(
  db: Db,
  who: Who,
  { digest: named, rhythm, at }: Extract<Request, { command: "show" }>,
): Promise<Shown | null> {
  const digests = await listDigestsOf(db, who, { rhythm, until: at });
  const found = named === undefined ? digests.at(-1) : digests.find(({ id }) => id === named);
  if (!found) return null;
  const { workspaceId } = who;
  const sentAt = (await sentPlace(db, workspaceId, digestKey(found.id)))?.sentAt ?? null;
  const digest = await readDigest({ db, workspaceId, now: sentAt ?? found.cutOffAt }, found.id);
  return digest && { input: digest.input, digest: { id: found.id, sentAt } };
}

async function digestToCome(
  db: Db,
  { workspaceId, personId }: Who,
  { rhythm, at }: Pick<Showing, "rhythm" | "at">,
): Promise<Shown | null> {
  const person = await personById(db, workspaceId, personId);
  const next = await nextDigest(db, person, { rhythm: rhythm ?? null, at: at ?? systemClock().now() });
  return next?.reading ? { input: next.reading.input, digest: { id: NONE_YET, sentAt: null } } : null;
}

/** With pseudonyms in the place of names, its reader by their handle; or by name; null: not without a reason, which was said. */
async function inputAsAsked(db: Db, who: Who, input: ScreenInput, asked: Showing): Promise<ScreenInput | null> {
  const naming = askedForNames(asked);
  if (!naming) {
    refuse(digestCommandTexts[asked.language].usage);
    return null;
  }
  const clock = systemClock();
  const names = await peopleInExport(
    { db, clock, ids: uuidV7(clock) },
    {
      ...naming,
      workspaceId: who.workspaceId,
      personIds: [...input.names.keys()],
      what: `drumbeat digest ${asked.command}`,
      leavesOut: false,
      language: asked.language,
    },
  );
  if (!names || naming.isNamed) return names && input;
  return { ...input, reader: { ...input.reader, name: asked.reader }, names };
}

async function give({ input, digest }: Shown, { format, pdf }: Showing): Promise<number> {
  const screen = firstScreen(input);
  if (pdf !== undefined) {
    const maker = new PdfMaker();
    await writeFile(pdf, await maker.make(digestPdf(screen, input)), { mode: PRIVATE_FILE });
    await maker.stop();
    return 0;
  }
  const texts = {
    text: () => `${textToForward(screen, new Map(), input.reader)}\n`,
    markdown: () => exportedText(digestMarkdown(screen, input, digest)),
    json: () => jsonLineOf(documentOf({ input, digest })),
  };
  process.stdout.write(texts[format]());
  return 0;
}

/** Whoever is in it by name or pseudonym, wherever their id stands. */
function documentOf({ input, digest }: Shown): unknown {
  const { reader, rhythm, period, asOf, programs, names } = input;
  const document = { digest: digest.id, sentAt: digest.sentAt, reader, rhythm, period, asOf };
  const text = JSON.stringify({ ...document, screen: firstScreen(input), programs }, (_, member: unknown) =>
    typeof member === "string" ? (names.get(member) ?? member) : member,
  );
  return JSON.parse(text);
}

/** Null when the arguments are not as in the usage. */
function optionsOf([command, ...args]: string[]): Record<string, unknown> | null {
  try {
    const text = { type: "string" } as const;
    const options = {
      ...{ reader: text, rhythm: text, at: text, digest: text, format: text, pdf: text },
      ...{ names: { type: "boolean" } as const, reason: text, database: text, workspace: text },
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
