import Sqlite from "better-sqlite3";
import { DatabaseFileLost } from "./database-file.ts";
import { DatabaseSilent } from "./postgres-pool.ts";

/** `lost`: file deleted or replaced. `taken`: no server connection left. */
export type StorageFault = "locked" | "read-only" | "full" | "unreachable" | "damaged" | "lost" | "taken";

/** The storage fault behind an error, or null. */
export function storageFault(error: unknown): StorageFault | null {
  if (error instanceof DatabaseFileLost) return "lost";
  if (error instanceof DatabaseSilent) return "unreachable";
  if (error instanceof Sqlite.SqliteError) {
    if (error.code.startsWith("SQLITE_BUSY") || error.code.startsWith("SQLITE_LOCKED")) return "locked";
    if (error.code.startsWith("SQLITE_READONLY")) return "read-only";
    if (error.code.startsWith("SQLITE_FULL") || error.code.startsWith("SQLITE_IOERR")) return "full";
    if (error.code.startsWith("SQLITE_CANTOPEN")) return "unreachable";
    if (error.code.startsWith("SQLITE_NOTADB") || error.code.startsWith("SQLITE_CORRUPT")) return "damaged";
    return null;
  }
  // better-sqlite3 checks the folder itself.
  if (error instanceof TypeError && error.message.startsWith("Cannot open database")) return "unreachable";
  if (isPostgresError(error)) {
    if (error.code === "25006") return "read-only";
    if (error.code === "53100") return "full";
    if (error.code === "53300") return "taken";
    if (error.code === "55P03" || error.code === "40P01") return "locked";
    if (error.code?.startsWith("08") || error.code?.startsWith("57P") || error.code === "25P03") return "unreachable";
    return null;
  }
  if (!(error instanceof Error)) return null;
  if ("code" in error && error.code === "ENOSPC") return "full";
  if ("code" in error)
    return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"].includes(String(error.code)) ? "unreachable" : null;
  return CONNECTION_LOST.test(error.message) ? "unreachable" : null;
}

/** Messages of pg, without a code, for a lost connection. */
const CONNECTION_LOST =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying)/;

/** Errors of the server have a severity, socket errors do not. */
function isPostgresError(error: unknown): error is Error & { code: string | undefined } {
  return error instanceof Error && "severity" in error && "code" in error;
}
