/** A dump of a PostgreSQL database by PostgreSQL's own programs, which are given the password in their environment alone. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { refusal } from "./errors.ts";

export type Environment = Record<string, string | undefined>;

/**
 * Writes the database at `url` into `file`, in PostgreSQL's custom format, and reads the whole dump back. Its programs are
 * found by the PATH of `env`. Throws DUMP_TOOL_MISSING, DUMP_FAILED, and what a full disk throws.
 */
export async function dumpServer(url: string, file: string, env: Environment): Promise<void> {
  await run("pg_dump", ["--format=custom", "--no-password", `--file=${file}`], { ...env, ...libpqEnvironment(url) });
  // Its list alone would not notice a dump that was cut off.
  await run("pg_restore", ["--file=/dev/null", file], env);
}

/**
 * An address as the variables that libpq reads. What Drumbeat takes for `verify-full` is that to libpq too, which by
 * itself would believe any certificate. Source: https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function libpqEnvironment(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? decodeURIComponent(hostname).replace(/^\[(.*)\]$/, "$1");
  const variables = {
    PGHOST: host,
    PGPORT: searchParams.get("port") ?? port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...encryption(searchParams),
  };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}

function encryption(settings: URLSearchParams): Record<string, string> {
  const mode = settings.get("sslmode");
  if (mode === null) return {};
  if (mode === "disable") return { PGSSLMODE: "disable" };
  if (mode === "no-verify") return { PGSSLMODE: "require" };
  return {
    PGSSLMODE: "verify-full",
    PGSSLROOTCERT: settings.get("sslrootcert") ?? "system",
    PGSSLCERT: settings.get("sslcert") ?? "",
    PGSSLKEY: settings.get("sslkey") ?? "",
  };
}

async function run(tool: string, args: readonly string[], env: Environment): Promise<void> {
  try {
    // In English, so that a full disk is recognised.
    await promisify(execFile)(tool, args, { env: { ...env, LC_ALL: "C" } });
  } catch (error) {
    if (isCode(error, "ENOENT")) throw refusal("DUMP_TOOL_MISSING", { tool }, { cause: error });
    const output = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    if (output.includes("No space left on device"))
      throw Object.assign(new Error(output, { cause: error }), { code: "ENOSPC" });
    const problem = output.replaceAll(/^pg_\w+: (?:error: |detail: )?/gm, "").replaceAll("\n", " · ");
    throw refusal("DUMP_FAILED", { tool, problem }, { cause: error });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
