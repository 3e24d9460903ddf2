import { type Logger, pino } from "pino";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "child">;

/**
 * JSON lines on standard error, so that a command's own output on standard output stays clean. Log constant sentences
 * and ids: never a token, never the text of an answer.
 */
export function createLog(level: string): Log {
  return pino({ level, base: null, redact: ["token", "*.token", "headers.authorization"] }, process.stderr);
}
