/** `drumbeat plan`: who will get what and when, if nobody does anything. */

import { parseArgs } from "node:util";
import { z } from "zod";
import { isAbove } from "../delivery/attention/rules.ts";
import { allWorkspaces, getPersonByHandle } from "../people/use-cases.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { type Db, openDatabase } from "../platform/database.ts";
import { startFailure } from "../platform/start-failure.ts";
import { toInstant } from "../platform/time.ts";
import { runningPrograms } from "../programs/use-cases.ts";
import { withinProgram } from "../register/rules.ts";
import { type PersonWeek, WeekCounts } from "./rules-weeks.ts";
import { type PlanLine, planOfWorkspace } from "./use-cases.ts";

const USAGE = `Usage: drumbeat plan [--weeks N] [--format table|jsonl] [--program KEY] [--person HANDLE] [--at INSTANT]
       [--database FILE|URL] [--workspace SLACK_TEAM_ID]
`;
const MOST_WEEKS = 53;
const LINES_PER_WRITE = 500;

const request = z.strictObject({
  weeks: z.coerce
    .number(`must be a number of weeks, 1 to ${MOST_WEEKS}`)
    .int()
    .min(1, "must be at least 1")
    .max(MOST_WEEKS, `must be at most ${MOST_WEEKS}`)
    .default(4),
  format: z.enum(["table", "jsonl"], "must be table or jsonl").default("table"),
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
        context.addIssue({ code: "custom", message: "must be an instant such as 2026-03-28T08:00:00Z" });
        return z.NEVER;
      }
    })
    .optional(),
  database: z.string().optional(),
  workspace: z.string().optional(),
});
type Request = z.infer<typeof request>;

/** Returns the exit code. The plan goes to standard output as it is worked out, usage and errors to standard error. */
export async function run(args: string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === null) return refuse(USAGE.trimEnd());
  const parsed = request.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`drumbeat plan: --${issue?.path.join(".")}: ${issue?.message}`);
  }
  const database = databaseFrom(parsed.data.database, process.env);
  const db = openDatabase(database, { readonly: true });
  try {
    return await print(db, parsed.data);
  } catch (error) {
    return refuse(`drumbeat plan: ${startFailure(error, { database })}`);
  } finally {
    await db.destroy();
  }
}

async function print(db: Db, { workspace: teamId, program: key, person: handle, weeks, ...asked }: Request) {
  const workspaces = (await allWorkspaces(db)).filter(
    ({ slack_team_id }) => teamId === undefined || slack_team_id === teamId,
  );
  const [workspace, ...others] = workspaces;
  if (!workspace) return refuse("drumbeat plan: there is no such workspace");
  if (others.length > 0) return refuse("drumbeat plan: there are several workspaces: give --workspace");
  const running = await runningPrograms(db, workspace.id);
  const program = running.find((one) => one.program.key === key)?.program;
  if (key !== undefined && !program) return refuse(`drumbeat plan: no running program has the key ${key}`);
  const person = handle === undefined ? undefined : await getPersonByHandle(db, workspace.id, handle);
  const write = asked.format === "jsonl" ? asJson : rowOf;
  let text = asked.format === "jsonl" ? "" : HEAD;
  let waiting = 0;
  const now = asked.at ?? systemClock().now();
  const counts = new WeekCounts();
  for await (const line of planOfWorkspace(db, workspace.id, {
    weeks,
    now,
    counts,
    personId: person?.id,
    programId: program?.id,
  })) {
    text += write(line);
    waiting += 1;
    if (waiting % LINES_PER_WRITE > 0) continue;
    await written(text);
    text = "";
  }
  await written(text);
  if (asked.format === "table") await written(weeksTable(counts.weeks()));
  return 0;
}

/** Below the plan: how many messages come to whom in each week that it has whole. */
function weeksTable(weeks: readonly PersonWeek[]): string {
  const rows = weeks.map((week) => {
    const { monday, person, count, ceiling } = week;
    const beside = ceiling === null ? "" : isAbove(week) ? `, more than the ${ceiling} meant` : ` of ${ceiling}`;
    return row([monday, person.handle, `${count}${beside}`]);
  });
  return rows.length === 0 ? "" : `\n${row(["WEEK OF", "PERSON", "MESSAGES"])}${rows.join("")}`;
}

/** Files have a code beside its program. */
function asJson(line: PlanLine): string {
  return `${JSON.stringify({ ...line, ...(line.item !== undefined && { item: withinProgram(line.item) }) })}\n`;
}

/** Waits until whoever reads has taken it: the plan is never all in memory. */
function written(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

const COLUMNS = [16, 16, 16, 16, 20, 12] as const;
const HEAD = row(["LOCAL TIME", "PERSON", "PROGRAM", "KIND", "CADENCE", "ROUND", "WHAT"]);

function rowOf({ at, local, person, program, kind, cadence, round, period, item, ...what }: PlanLine): string {
  return row([
    (local ?? at.slice(0, 16)).replace("T", " "),
    person ?? "-",
    program ?? "-",
    kind,
    cadence ?? "-",
    round ?? period ?? item ?? "-",
    inWords({ ...what, ...(round !== null && item !== undefined && { item }) }),
  ]);
}

function inWords({
  action,
  until,
  with: head,
  reason,
  occasion,
  item,
  unless,
}: Pick<PlanLine, "action" | "until" | "with" | "reason" | "occasion" | "item" | "unless">): string {
  const parts: string[] = [action];
  if (until !== undefined) parts.push(`until ${until.slice(0, 16)}Z`);
  if (head !== undefined) parts.push(`with ${head}`);
  if (reason !== undefined) parts.push(`(${reason})`);
  if (occasion !== undefined) parts.push(`because of ${[occasion, item].filter((part) => part).join(" ")}`);
  if (unless !== undefined) parts.push(`unless ${unless}`);
  return parts.join(" ");
}

function row(cells: readonly string[]): string {
  return `${cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join("  ")
    .trimEnd()}\n`;
}

/** Null when the arguments are not as in the usage. */
function optionsOf(args: string[]): Record<string, unknown> | null {
  try {
    const text = { type: "string" } as const;
    const names = ["weeks", "format", "program", "person", "at", "database", "workspace"];
    return { ...parseArgs({ args, options: Object.fromEntries(names.map((name) => [name, text])) }).values };
  } catch {
    return null;
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
