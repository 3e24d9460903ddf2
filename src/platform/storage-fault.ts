import Sqlite from "better-sqlite3";
import { DatabaseFileLost } from "./database-file.ts";
import { DatabaseSilent } from "./postgres-pool.ts";

/** `lost`: the file was deleted or replaced. `taken`: the server has no connection left. */
export type StorageFault = "locked" | "read-only" | "full" | "unreachable" | "damaged" | "lost" | "taken";

/** Why the database cannot take a write now, or null when the error is of another kind. */
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
  // better-sqlite3 looks for the folder itself.
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
  if ("code" in error)
    return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"].includes(String(error.code)) ? "unreachable" : null;
  return CONNECTION_LOST.test(error.message) ? "unreachable" : null;
}

/** What pg says, without a code, of a connection that was cut while or before it was used. */
const CONNECTION_LOST =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying)/;

/** What the server itself said: its errors carry a severity, those of a socket do not. */
function isPostgresError(error: unknown): error is Error & { code: string | undefined } {
  return error instanceof Error && "severity" in error && "code" in error;
}
