/** The process: starts, connects and stops what `capabilities.ts` lists. */

import { recordReceived } from "../delivery/deduplicate-received.ts";
import { updateFirst } from "../delivery/outbox.ts";
import { actorFinder } from "../people/actors.ts";
import { type Person, readerOf } from "../people/people.ts";
import { followPeople } from "../people/sync.ts";
import type { Workspace } from "../people/workspaces.ts";
import type { Tx } from "../platform/database.ts";
import { type Health, notYet } from "../platform/health.ts";
import { createMetrics, type Metrics } from "../platform/metrics.ts";
import { openNetwork } from "../platform/network.ts";
import { logNetworkFaults } from "../platform/network-fault.ts";
import type { CountRefusal } from "../platform/refused-requests.ts";
import type { Services } from "../platform/services.ts";
import { ShutdownSequence } from "../platform/shutdown.ts";
import { startTicks, type Ticks } from "../platform/ticks.ts";
import { HomeChanges } from "../programs/visitor-of-home.ts";
import { createSlackApp } from "../slack/bolt-app.ts";
import { onCommand } from "../slack/commands.ts";
import { SlackConnection } from "../slack/connection.ts";
import { groupDirectory } from "../slack/group-directory.ts";
import { followInstallation } from "../slack/installation.ts";
import { type Listener, type Listening, onUnexpected } from "../slack/listening.ts";
import { refuseOtherWorkspaces } from "../slack/own-workspace.ts";
import { trackRunningListeners } from "../slack/running-listeners.ts";
import { outboxClient } from "../slack/web-client-options.ts";
import { awaitSlack } from "./await-slack.ts";
import { capabilities } from "./capabilities.ts";
import { type AppContext, commandsOf } from "./capability.ts";
import { homeCommand } from "./home-command.ts";
import { openOutbox } from "./open-outbox.ts";
import type { Ports } from "./open-ports.ts";
import { openServices, type ServicesOptions } from "./open-services.ts";
import { openWorkspace } from "./open-workspace.ts";
import { createProbes } from "./probes.ts";
import { openHomes } from "./refresh-homes.ts";
import { createTick } from "./tick.ts";

export interface DrumbeatApp {
  services: Services;
  workspace: Workspace;
  /** Every registered listener. */
  listeners: readonly Listener[];
  /** Resolves when all members have been read from Slack. */
  peopleRead: Promise<void>;
  health(): Promise<Health>;
  /** Opens the connection to Slack again after it was lost for good; tries until it succeeds. */
  reconnect(): Promise<void>;
  /** Finishes work under way, then closes Slack and the database, within four seconds even if something hangs. */
  stop(): Promise<void>;
}

/**
 * Starts Drumbeat; resolves when it listens, which waits while Slack is away. Rejects as `openServices` or with Slack's error, after releasing
 * everything.
 */
export async function createApp(options: ServicesOptions): Promise<DrumbeatApp> {
  const shutdown = new ShutdownSequence();
  try {
    const metrics = createMetrics();
    const opened = await openServices(options, shutdown, metrics);
    return await start({ ...opened, metrics }, options.config, shutdown);
  } catch (error) {
    await shutdown.now();
    throw error;
  }
}

async function start(
  { services, ports, metrics, refused }: { services: Services; ports: Ports; metrics: Metrics; refused: CountRefusal },
  config: ServicesOptions["config"],
  shutdown: ShutdownSequence,
): Promise<DrumbeatApp> {
  const { clock, log } = services;
  shutdown.add(logNetworkFaults(log));
  const network = openNetwork(config.proxies);
  const { fetch } = network;
  const client = outboxClient(config.slack, network, metrics);
  const { workspace, own, botUserId, missing } = await openWorkspace(services, client, shutdown.signal);
  const workspaceId = workspace.id;

  let ticks: Ticks | undefined;
  const wake = () => ticks?.wake();
  const connection = new SlackConnection(services);
  const installation = followInstallation(services, workspaceId, client);
  const isWorking = () => ticks?.isWorking() ?? true;
  const probes = createProbes(services, workspaceId, {
    connection,
    metrics,
    installation,
    isWorking,
    missing,
    mode: config.slack.mode,
    running: () => running,
  });
  const onLink = (isUp: boolean) => connection.changed(isUp);
  const { slack } = config;
  const { app, ...slackApp } = createSlackApp({ slack, log, network, metrics, refused, onLink });
  ports.serve(probes.routes, notYet);
  const listenersDone = trackRunningListeners(app);
  const finder = actorFinder(services, workspace);
  refuseOtherWorkspaces(app, own, { log, cachedReader: finder.cachedReader });

  const homeChanges = new HomeChanges();
  const sending = { client, fetch, botUserId, metrics, installation, homeChanges, times: config.outbox };
  const listeners: Listener[] = [];
  const remember = (tx: Tx, key: string) => recordReceived(tx, services, workspaceId, key);
  const registered = (listener: Listener) => listeners.push(listener);
  const listening: Listening<Person> = {
    registered,
    app,
    log,
    fetch,
    ...finder,
    readerOf,
    wake,
    remember,
    updateFirst: (actor, place) => updateFirst(services.db, actor, place),
  };
  const running: AppContext<Person> = {
    services,
    workspaceId,
    client,
    botUserId,
    listening,
    directory: groupDirectory(services),
    homeChanges,
    ...openOutbox(services, workspaceId, sending, shutdown),
  };
  installation.listen(app, botUserId, wake);
  for (const capability of capabilities) capability.screens?.(running);
  const commands = [...commandsOf(capabilities, running), homeCommand(running)];
  onCommand(listening, "/drumbeat", commands, "home");
  const homes = openHomes(app, running, homeChanges);
  onUnexpected(listening);

  const people = followPeople(app, services, workspace, { client, signal: shutdown.signal, wake });
  await Promise.all([people.firstPage, awaitSlack(services, shutdown.signal, () => app.init())]);
  await awaitSlack(services, shutdown.signal, slackApp.start);
  ports.serve(probes.routes, slackApp.listener);
  // Listeners finish before the connection and the database are closed.
  shutdown.add(listenersDone);
  shutdown.add(slackApp.stop);
  shutdown.add(ports.close);
  shutdown.add(listenersDone);
  if (config.healthPort !== null) shutdown.add(probes.watch());
  shutdown.add(homes.stop);

  const tick = createTick(running, { homes, installation, listenersDone });
  ticks = startTicks(clock, log, metrics.timed(tick));
  shutdown.add(ticks.stop);
  const reconnect = () => connection.reconnect(slackApp.start, shutdown.signal);
  return {
    services,
    workspace,
    listeners,
    peopleRead: people.done,
    health: probes.health,
    reconnect,
    stop: () => shutdown.now(),
  };
}
