import { hostname } from "node:os";
import { type Logger, pino, stdTimeFunctions } from "pino";
import { requestId } from "./request-context.ts";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "child">;

/**
 * A logger of JSON lines on standard error, with `level` as a word, `time` in UTC, `instance` (the machine, container or
 * pod, and the process) and `requestId` during a Slack request. Log constant sentences and ids: never a token or the text of an answer.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: { instance: `${hostname()}/${process.pid}` },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: ofRequest,
      redact: ["token", "*.token", "headers.authorization"],
      serializers: { err: errorForLog },
    },
    process.stderr,
  );
}

function ofRequest(): { requestId?: string } {
  const id = requestId();
  return id === null ? {} : { requestId: id };
}

interface LoggedError {
  type: string;
  message: string;
  code?: string;
  /** Slack's error code. */
  slackError?: string;
  stack?: string;
  causes?: LoggedError[];
}

/**
 * Copies only where and why from an error: PostgreSQL puts the refused row into `detail`, Slack's SDK the answer into
 * `data`, and both may hold people's texts.
 */
export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error" };
  const causes = [
    ...(error instanceof AggregateError ? error.errors : []),
    ...(error.cause === undefined ? [] : [error.cause]),
    ...("original" in error && error.original !== error.cause ? [error.original] : []),
  ];
  const slackError = slackErrorIn(error);
  const code = "code" in error ? String(error.code) : "";
  return {
    // In a bundle some classes have no name.
    type: error.constructor.name || code || "Error",
    message: error.message,
    ...(code !== "" && { code }),
    ...(slackError !== null && { slackError }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(causes.length > 0 && { causes: causes.map(errorForLog) }),
  };
}

function slackErrorIn(error: Error): string | null {
  if (!("data" in error) || typeof error.data !== "object" || error.data === null) return null;
  return "error" in error.data && typeof error.data.error === "string" ? error.data.error : null;
}
