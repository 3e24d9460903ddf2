import Sqlite from "better-sqlite3";
import { DatabaseFileLost } from "./database-file.ts";
import { DatabaseSilent } from "./postgres-pool.ts";

/** `lost`: file deleted or replaced. `taken`: no server connection left. */
export type StorageFault = "locked" | "read-only" | "full" | "unreachable" | "damaged" | "lost" | "taken";

/** The storage fault behind an error, or null. */
export function storageFault(error: unknown): StorageFault | null {
  if (error instanceof DatabaseFileLost) return "lost";
  if (error instanceof DatabaseSilent) return "unreachable";
  if (error instanceof Sqlite.SqliteError) return faultOfSqlite(error.code);
  // better-sqlite3 checks the folder itself.
  if (error instanceof TypeError && error.message.startsWith("Cannot open database")) return "unreachable";
  if (isPostgresError(error)) return faultOfPostgres(error.code);
  return error instanceof Error ? faultOfConnection(error) : null;
}

/** Source: https://www.sqlite.org/rescode.html. Extended codes begin with the primary one. */
function faultOfSqlite(code: string): StorageFault | null {
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "locked";
  if (code.startsWith("SQLITE_READONLY")) return "read-only";
  // A folder, or a disk that cannot be read.
  if (code === "SQLITE_IOERR_READ" || code === "SQLITE_IOERR_SHORT_READ") return "damaged";
  if (code.startsWith("SQLITE_FULL") || code.startsWith("SQLITE_IOERR")) return "full";
  if (code.startsWith("SQLITE_CANTOPEN")) return "unreachable";
  if (code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT")) return "damaged";
  return null;
}

/** Source: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
function faultOfPostgres(code: string | undefined): StorageFault | null {
  if (code === "25006") return "read-only";
  if (code === "53100") return "full";
  if (code === "53300") return "taken";
  if (code === "55P03" || code === "40P01") return "locked";
  if (code?.startsWith("08") || code?.startsWith("57P") || code === "25P03") return "unreachable";
  return null;
}

const UNREACHABLE = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"];

function faultOfConnection(error: Error): StorageFault | null {
  if (!("code" in error)) return CONNECTION_LOST.test(error.message) ? "unreachable" : null;
  if (error.code === "ENOSPC") return "full";
  return UNREACHABLE.includes(String(error.code)) ? "unreachable" : null;
}

/** Messages of pg, without a code, for a lost connection. */
const CONNECTION_LOST =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying)/;

/** Errors of the server have a severity, socket errors do not. */
function isPostgresError(error: unknown): error is Error & { code: string | undefined } {
  return error instanceof Error && "severity" in error && "code" in error;
}
