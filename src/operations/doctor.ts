/** `drumbeat doctor`: looks at everything that Drumbeat stands on, and says how to put right what is not well. */
import type { WebClient } from "@slack/web-api";
import type { ShownToSlack } from "../app/capability.ts";
import { lastReceivedAt } from "../delivery/deduplicate-received.ts";
import { getPersonByHandle } from "../people/people.ts";
import { listWorkspaces } from "../people/workspaces.ts";
import { type Config, readConfig, SLACK_REQUESTS_PATH } from "../platform/config.ts";
import { type Db, openDatabase } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import { type Network, openNetwork } from "../platform/network.ts";
import { proxyFor } from "../platform/proxies.ts";
import type { Events } from "../platform/services.ts";
import type { Language } from "../platform/texts/language.ts";
import { findFact } from "../platform/workspace-facts.ts";
import { channelsToReach, checkChannel } from "../programs/channels.ts";
import { askSlack, SLACK_API, type SlackReply } from "../slack/token-check.ts";
import { outboxClient } from "../slack/web-client-options.ts";
import { databaseFindings } from "./doctor-database.ts";
import { stateOfClock } from "./doctor-thresholds.ts";
import { type Examined, type Finding, finding, seconds } from "./finding.ts";
import { compareScopes, manifestScopes } from "./manifest/manifest-file.ts";

/** For `--live`, with a message to this person, by handle, for a moment. */
export interface LiveExam {
  shown: ShownToSlack;
  events: Events;
  as: string | undefined;
}

/**
 * Everything in one go; what cannot be looked at, because what it needs is missing, is left out. Changes nothing, but for
 * what `live` sends and removes.
 */
export async function examine(examined: Examined, live?: LiveExam): Promise<Finding[]> {
  const config = readConfig(examined.env);
  const findings = config.ok ? configurationFindings(config.config) : config.problems.map(wrongConfiguration);

  const slack = config.ok ? config.config.slack : null;
  const network = openNetwork(config.ok ? config.config.proxies : undefined);
  const asking = { clock: examined.clock, fetch: network.fetch, language: examined.language };
  const identity = slack ? await askSlack(asking, asked("auth.test", slack.botToken, slack)) : null;
  if (slack && identity) findings.push(...(await slackFindings(asking, slack, identity)));

  const { findings: ofDatabase, isReadable } = await databaseFindings(examined);
  findings.push(...ofDatabase);
  if (!slack || !isReadable) return findings;

  const teamId = identity?.kind === "answered" && identity.ok ? identity.teamId : null;
  const db = openDatabase(examined.database, { readonly: true });
  try {
    findings.push(...(await installationFindings(db)));
    if (teamId !== null) findings.push(...(await workspaceFindings(db, teamId, { examined, slack, network, live })));
  } finally {
    await db.destroy();
  }
  return findings;
}

function configurationFindings(config: Config): Finding[] {
  const mode = config.slack.mode === "socket" ? "Socket Mode" : "HTTP";
  return [
    finding("configuration", "ok", "configuration-ok", { mode }),
    wayToSlack(config),
    ...measuresFindings(config),
  ];
}

/** `problem` begins with the variable that it is about. */
function wrongConfiguration(problem: string): Finding {
  const code = problem.includes("_FILE") ? "secret-file" : "configuration-wrong";
  return finding("configuration", "fail", code, { variable: variableIn(problem).replace(/_FILE$/, "") });
}

function measuresFindings({ slack, metrics }: Config): Finding[] {
  return slack.mode === "http" && !metrics ? [finding("measures", "warn", "measures-none")] : [];
}

/** The route to Slack, by name; never a user or password. */
function wayToSlack({ slack, proxies }: Config): Finding {
  const address = slack.apiUrl ?? SLACK_API;
  const proxy = proxies ? proxyFor(proxies, address) : null;
  const { host } = new URL(address);
  return proxy === null
    ? finding("network", "ok", "network-direct", { host })
    : finding("network", "ok", "network-proxy", { host, proxy: proxy.shown });
}

type Slack = Config["slack"];
type Asking = Pick<Examined, "clock" | "language"> & Pick<Network, "fetch">;
type Unreachable = Extract<SlackReply, { kind: "unreachable" }>;

function unreachable(check: "bot-token" | "app-token", { problem, fault }: Unreachable, { language }: Asking): Finding {
  return fault === null
    ? finding(check, "fail", "slack-unreachable", { problem })
    : finding(check, "fail", "slack-kept-away", { sentence: fault.sentence(language) });
}

function asked(method: "auth.test" | "apps.connections.open", token: string, { apiUrl }: Slack) {
  return { method, token, ...(apiUrl !== undefined && { apiUrl }) };
}

function variableIn(problem: string): string {
  return /^[A-Z_]+/i.exec(problem)?.[0] ?? problem;
}

async function slackFindings(asking: Asking, slack: Slack, identity: SlackReply): Promise<Finding[]> {
  if (identity.kind === "unreachable") return [unreachable("bot-token", identity, asking)];

  const findings: Finding[] = [];
  if (identity.ok) {
    findings.push(finding("bot-token", "ok", "token-ok", { team: identity.team ?? identity.teamId ?? "" }));
    findings.push(...scopeFindings(identity.scopes));
  } else findings.push(finding("bot-token", "fail", "token-refused", { error: identity.error ?? "" }));

  if (slack.mode === "socket") {
    const link = await askSlack(asking, asked("apps.connections.open", slack.appToken, slack));
    findings.push(appTokenFinding(link, asking));
  }

  if (identity.aheadMs !== null) {
    const state = stateOfClock(identity.aheadMs);
    findings.push(
      finding("slack-clock", state, state === "ok" ? "clock-ok" : "clock-off", { seconds: seconds(identity.aheadMs) }),
    );
  }
  return findings;
}

function appTokenFinding(link: SlackReply, asking: Asking): Finding {
  if (link.kind === "unreachable") return unreachable("app-token", link, asking);
  if (link.ok) return finding("app-token", "ok", "app-token-ok");
  return finding("app-token", "fail", "app-token-refused", { error: link.error ?? "" });
}

function scopeFindings(granted: readonly string[] | null): Finding[] {
  if (granted === null) return [finding("scopes", "warn", "scopes-unsaid")];
  const { missing, unneeded } = compareScopes(granted);
  if (missing.length > 0) return [finding("scopes", "fail", "scopes-missing", { scopes: missing.join(", ") })];
  if (unneeded.length > 0) return [finding("scopes", "warn", "scopes-unneeded", { scopes: unneeded.join(", ") })];
  return [finding("scopes", "ok", "scopes-ok", { count: manifestScopes().length })];
}

/** Workspaces from which the app was removed, as far as a running Drumbeat has learned it, whose messages are paused, or some of whose members it could not read. */
async function installationFindings(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id } of await listWorkspaces(db)) {
    const removed = await findFact(db, id, "app-removed");
    if (removed)
      findings.push(
        finding("installation", "fail", "app-removed", { on: removed.notedAt.slice(0, 10), reason: removed.value }),
      );
    const leftOut = await findFact(db, id, "members-left-out");
    if (leftOut) findings.push(finding("people", "warn", "members-left-out", { count: leftOut.value }));
    const paused = await findFact(db, id, "messages-paused");
    if (paused) findings.push(finding("messages", "warn", "messages-paused", { on: paused.notedAt.slice(0, 10) }));
  }
  return findings;
}

async function workspaceFindings(
  db: Db,
  teamId: string,
  {
    examined,
    slack,
    network,
    live,
  }: { examined: Examined; slack: Slack; network: Network; live: LiveExam | undefined },
): Promise<Finding[]> {
  const workspaces = await listWorkspaces(db);
  const ours = workspaces.find(({ slack_team_id }) => slack_team_id === teamId);
  if (!ours) return workspaces.length === 0 ? [] : [finding("bot-token", "warn", "token-elsewhere", { team: teamId })];

  const client = outboxClient(slack, network);
  const findings = [
    ...(await requestFindings(db, ours.id, slack)),
    ...(await channelFindings(db, client, ours.id, examined.language)),
  ];

  if (!live) return findings;
  const { proveLive } = await import("./live/probes.ts");
  const { clock } = examined;
  const { events, shown, as } = live;
  const services = { db, clock, ids: uuidV7(clock), log: createLog("silent"), events };
  const { fetch } = network;
  const person = as === undefined ? null : await getPersonByHandle(db, ours.id, as);
  return [...findings, ...(await proveLive({ services, workspaceId: ours.id, client, fetch, shown, person }))];
}

/**
 * Over HTTP the request addresses stand in Slack's settings alone, and a signing secret is tried by nothing but a
 * request: only what came in, with its signature checked, proves the two.
 */
async function requestFindings(db: Db, workspaceId: string, slack: Slack): Promise<Finding[]> {
  if (slack.mode !== "http") return [];
  const at = await lastReceivedAt(db, workspaceId);
  return at === null
    ? [finding("requests", "warn", "requests-none", { port: slack.port, path: SLACK_REQUESTS_PATH })]
    : [finding("requests", "ok", "requests-came", { at })];
}

async function channelFindings(db: Db, client: WebClient, workspaceId: string, language: Language): Promise<Finding[]> {
  const channels = await channelsToReach(db, workspaceId);
  const findings: Finding[] = [];
  for (const [index, { title, channelId }] of channels.entries())
    try {
      await checkChannel(client, channelId);
    } catch (error) {
      if (!(error instanceof DrumbeatError)) {
        findings.push(finding("channels", "warn", "channels-unfinished", { count: channels.length - index }));
        break;
      }
      const sentence = error.sentence(language);
      findings.push(finding("channels", "fail", "channel-refused", { title, sentence }));
    }
  return findings.length > 0 ? findings : [finding("channels", "ok", "channels-ok", { count: channels.length })];
}
