import { z } from "zod";
import { configTexts } from "./config-texts.ts";
import { locationProblem } from "./database-location.ts";
import { exceptionsFrom, type Proxies, proxyFrom } from "./proxies.ts";
import { refusePassword, secretFrom, withSecretFiles } from "./secrets.ts";
import type { Language } from "./texts/language.ts";

/** Socket Mode or HTTP, never a silent fall-back. */
export type SlackConfig = { botToken: string; apiUrl?: string } & (
  | { mode: "socket"; appToken: string }
  | { mode: "http"; signingSecret: string; port: number }
);

export interface Config {
  slack: SlackConfig;
  /** A SQLite file or `postgres://…`. */
  database: string;
  /** Port of /healthz in Socket Mode; null for none. */
  healthPort: number | null;
  /** Address to listen on; default: all of this machine. */
  host?: string;
  /** A port of its own for metrics; default: that of the other routes in Socket Mode, none in HTTP mode. */
  metrics?: { port: number; host?: string };
  logLevel: string;
  proxies?: Proxies;
  /** File that records erasures, for PostgreSQL. */
  erasuresFile?: string;
  /** Set by the sandbox: the clock to follow. */
  clockUrl?: string;
  outbox?: OutboxConfig;
}

export interface OutboxConfig {
  /** Wait before looking up a message whose answer was lost. */
  graceMs?: number;
  /** Duration of a claim on a message. */
  leaseMs?: number;
  /** How many prompts a second go out in a round that asks many. */
  promptsPerSecond?: number;
}

/** In HTTP mode: Slack's events, presses and commands alike. */
export const SLACK_REQUESTS_PATH = "/slack/events";

export const DEFAULT_DATABASE = "data/drumbeat.db";

/** The longest lease of any instance: look-ups go back as far. */
export const LONGEST_LEASE_MS = 600_000;
const waitMs = numberIn(100, LONGEST_LEASE_MS).optional();

const proxyAddress = z
  .string()
  .transform((written, { addIssue }) => {
    const proxy = proxyFrom(written);
    if (!("problem" in proxy)) return proxy;
    addIssue(proxy.problem);
    return z.NEVER;
  })
  .optional();

const environment = z.object({
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-").optional(),
  SLACK_APP_TOKEN: z.string().startsWith("xapp-").optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => (url.endsWith("/") ? url : `${url}/`))
    .optional(),
  HTTPS_PROXY: proxyAddress,
  https_proxy: proxyAddress,
  HTTP_PROXY: proxyAddress,
  http_proxy: proxyAddress,
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
  DATABASE_URL: z.string().min(1).optional(),
  DRUMBEAT_CLOCK_URL: z.url().optional(),
  DRUMBEAT_OUTBOX_GRACE_MS: waitMs,
  DRUMBEAT_OUTBOX_LEASE_MS: waitMs,
  DRUMBEAT_PROMPTS_PER_SECOND: numberIn(0.1, 4.8).optional(),
  ERASURES_FILE: z.string().min(1).optional(),
  HOST: z.string().optional(),
  PORT: numberIn(0, 65535).default(3000),
  METRICS_HOST: z.string().optional(),
  METRICS_PORT: numberIn(0, 65535).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

type ReadEnvironment = z.infer<typeof environment>;

/** A whole number where the least is one; what it must be is said by `configTexts`. */
function numberIn(least: number, most: number) {
  const written = Number.isInteger(least) ? /^\d+$/ : /^\d+(\.\d+)?$/;
  const isOne = (text: string) => written.test(text) && Number(text) >= least && Number(text) <= most;
  return z.string().trim().refine(isOne, { params: { least, most } }).transform(Number);
}

/**
 * The database of a command: from its line, else the environment, else the default file. Throws
 * PASSWORD_ON_COMMAND_LINE, SECRET_TWICE, SECRET_EMPTY, SECRET_UNREADABLE, LOCATION_IS_FILE, LOCATION_UNKNOWN,
 * LOCATION_NOT_ENCODED.
 */
export function databaseFrom(fromCommandLine: string | undefined, env: Record<string, string | undefined>): string {
  refusePassword(fromCommandLine, "--database", "DATABASE_URL");
  const location = fromCommandLine ?? secretFrom(env, "DATABASE_URL") ?? DEFAULT_DATABASE;
  const problem = locationProblem(location);
  if (problem) throw problem;
  return location;
}

export function erasuresFileFrom(env: Record<string, string | undefined>): Pick<Config, "erasuresFile"> {
  const file = env.ERASURES_FILE?.trim();
  return file ? { erasuresFile: file } : {};
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

/** Reads the environment and the files it names; reports every problem. Blank variables count as absent. */
export function readConfig(given: Record<string, string | undefined>, language: Language = "en"): ConfigResult {
  const { env, problems: ofFiles } = withSecretFiles(given);
  if (ofFiles.length > 0) return { ok: false, problems: ofFiles.map((problem) => problem.sentence(language)) };
  const texts = configTexts[language];
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(present, { error: texts.wrong });
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map((issue) => texts.of(issue.path.join("."), issue.message)) };

  const { SLACK_BOT_TOKEN: botToken } = parsed.data;
  const problems = problemsBetween(parsed.data, language);
  if (!botToken || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: configFrom(parsed.data, botToken) };
}

/** What is wrong although each variable by itself is right. */
function problemsBetween(env: ReadEnvironment, language: Language): string[] {
  const texts = configTexts[language];
  const problems: string[] = [];
  if (!env.SLACK_BOT_TOKEN) problems.push(texts.noBotToken);
  if (!env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET) problems.push(texts.noWay);
  if (env.SLACK_APP_TOKEN && env.SLACK_SIGNING_SECRET) problems.push(texts.twoWays);

  const { PORT, HOST, METRICS_PORT, METRICS_HOST = HOST } = env;
  if (METRICS_PORT === undefined && env.METRICS_HOST !== undefined) problems.push(texts.noMetricsPort);
  if (METRICS_PORT !== undefined && METRICS_PORT === PORT && PORT !== 0 && METRICS_HOST === HOST)
    problems.push(texts.sameMetricsPort);

  const { protocol, hostname = "" } = URL.parse(env.SLACK_API_URL ?? "") ?? {};
  if (protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) problems.push(texts.inClear);

  const ofLocation = locationProblem(env.DATABASE_URL ?? DEFAULT_DATABASE);
  if (ofLocation) problems.push(texts.of("DATABASE_URL", ofLocation.sentence(language)));
  return problems;
}

function configFrom(env: ReadEnvironment, botToken: string): Config {
  return {
    slack: slackFrom(env, botToken),
    database: env.DATABASE_URL ?? DEFAULT_DATABASE,
    healthPort: env.PORT,
    ...(env.HOST !== undefined && { host: env.HOST }),
    ...metricsFrom(env),
    logLevel: env.LOG_LEVEL,
    ...proxiesFrom(env),
    ...(env.ERASURES_FILE && { erasuresFile: env.ERASURES_FILE }),
    ...(env.DRUMBEAT_CLOCK_URL && { clockUrl: env.DRUMBEAT_CLOCK_URL }),
    outbox: {
      ...(env.DRUMBEAT_OUTBOX_GRACE_MS !== undefined && { graceMs: env.DRUMBEAT_OUTBOX_GRACE_MS }),
      ...(env.DRUMBEAT_OUTBOX_LEASE_MS !== undefined && { leaseMs: env.DRUMBEAT_OUTBOX_LEASE_MS }),
      ...(env.DRUMBEAT_PROMPTS_PER_SECOND !== undefined && { promptsPerSecond: env.DRUMBEAT_PROMPTS_PER_SECOND }),
    },
  };
}

function slackFrom(env: ReadEnvironment, botToken: string): SlackConfig {
  const common = { botToken, ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }) };
  return env.SLACK_APP_TOKEN
    ? { ...common, mode: "socket", appToken: env.SLACK_APP_TOKEN }
    : { ...common, mode: "http", signingSecret: env.SLACK_SIGNING_SECRET ?? "", port: env.PORT };
}

function metricsFrom({
  HOST,
  METRICS_PORT: port,
  METRICS_HOST: host = HOST,
}: ReadEnvironment): Pick<Config, "metrics"> {
  if (port === undefined) return {};
  return { metrics: { port, ...(host !== undefined && { host }) } };
}

function proxiesFrom(env: ReadEnvironment): Pick<Config, "proxies"> {
  const https = env.https_proxy ?? env.HTTPS_PROXY ?? null;
  const http = env.http_proxy ?? env.HTTP_PROXY ?? null;
  if (https === null && http === null) return {};
  return { proxies: { https, http, except: exceptionsFrom(env.no_proxy ?? env.NO_PROXY ?? "") } };
}
