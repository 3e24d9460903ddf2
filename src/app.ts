/** The composition root: what exists, and how it is wired. */
import { cadenceCommands } from "./cadences/commands.ts";
import { registerCadenceListeners } from "./cadences/listeners.ts";
import { createdKind } from "./cadences/messages.ts";
import { recheckCadencesOf } from "./cadences/use-cases.ts";
import { checkInCommands } from "./check-ins/commands.ts";
import { registerCheckInListeners } from "./check-ins/listeners.ts";
import {
  guideKind,
  promptKind,
  receiptKind,
  reminderKind,
  silentKind,
  snoozeKind,
  summaryKind,
} from "./check-ins/messages.ts";
import { testKind } from "./check-ins/test-message.ts";
import { registerTypedWords } from "./check-ins/typed-words.ts";
import { hasOpenCheckIn } from "./check-ins/use-cases.ts";
import { closeDueRounds, nextRoundsDueAt, openDueRounds } from "./check-ins/use-cases-rounds.ts";
import { createDispatcher } from "./delivery/dispatcher.ts";
import { registered } from "./delivery/kinds.ts";
import { ResponseUrls } from "./delivery/response-urls.ts";
import { createSlackGateway } from "./delivery/slack-gateway.ts";
import { forgetReceived } from "./delivery/use-cases.ts";
import { digestCommands } from "./digests/commands.ts";
import { registerDigestListeners } from "./digests/listeners.ts";
import { digestKind } from "./digests/messages.ts";
import { compileDueDigests, nextDigestAt } from "./digests/use-cases.ts";
import { homeTab } from "./home-tab.ts";
import { actorFinder } from "./people/actors.ts";
import { adminCommands, registerAdminListeners } from "./people/admin.ts";
import { registerPeopleListeners } from "./people/listeners.ts";
import { syncPeople } from "./people/sync.ts";
import { addressBook, ensureWorkspace, type Person, readerOf, type Workspace } from "./people/use-cases.ts";
import { type Clock, type Instant, isDriven, systemClock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { isWritable, type OpenOptions, openDatabase } from "./platform/database.ts";
import { type Health, healthHandler, startHealthServer } from "./platform/health.ts";
import { uuidV7 } from "./platform/ids.ts";
import { createLog } from "./platform/log.ts";
import { migrateToLatest } from "./platform/migrate.ts";
import { connectRemoteClock } from "./platform/remote-clock.ts";
import type { Services } from "./platform/services.ts";
import { createSlackApp } from "./platform/slack/app.ts";
import { outboxClient } from "./platform/slack/clients.ts";
import { registerHome } from "./platform/slack/home.ts";
import { type Listening, onCommand, onUnexpected } from "./platform/slack/listening.ts";
import { earliest } from "./platform/time.ts";
import { startTurns } from "./platform/turns.ts";
import { auditCommands, registerAuditListeners } from "./programs/audit.ts";
import { mostUsefulCommand, programCommands } from "./programs/commands.ts";
import { channelProblemIn, noteChannel, tellOfDepartures } from "./programs/keepers.ts";
import { registerProgramListeners } from "./programs/listeners.ts";
import { registerProgramEvents } from "./programs/listeners-events.ts";
import { channelNoticeKind, departureKind, firstRunKind, savedKind } from "./programs/messages.ts";

export interface DrumbeatApp {
  services: Services;
  workspace: Workspace;
  health(): Promise<Health>;
  /** Opens the connection to Slack again after it was lost for good; tries until it succeeds. */
  reconnect(): Promise<void>;
  /** Finishes what is under way, then lets go of Slack and the database. */
  stop(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  /** Default: the one at `config.clockUrl`, else the machine's. */
  clock?: Clock;
  clientPingTimeoutMs?: number;
  databaseOptions?: OpenOptions;
}

/**
 * Starts Drumbeat and resolves when it listens. Rejects, with everything let go, when the database or Slack refuses:
 * DATABASE_NEWER, the driver's error, Slack's error.
 */
export async function createApp(options: AppOptions): Promise<DrumbeatApp> {
  const { config, clock: givenClock, clientPingTimeoutMs, databaseOptions } = options;
  const remote = givenClock || !config.clockUrl ? null : await connectRemoteClock(config.clockUrl);
  const clock = givenClock ?? remote ?? systemClock();
  const log = createLog(config.logLevel);
  const db = openDatabase(config.database, databaseOptions);
  const services: Services = { db, clock, ids: uuidV7(clock), log };
  const stopping = new AbortController();
  const cleanUps: (() => Promise<unknown> | unknown)[] = [() => db.destroy(), () => remote?.close()];
  const cleanUp = async () => {
    stopping.abort();
    for (const step of cleanUps.reverse()) await step();
  };
  try {
    await migrateToLatest(db);
    const client = outboxClient(config.slack);
    const identity = await client.auth.test();
    const workspace = await ensureWorkspace(services, { id: identity.team_id ?? "", name: identity.team ?? "" });

    const responseUrls = new ResponseUrls();
    const dispatcher = createDispatcher({
      services,
      workspaceId: workspace.id,
      kinds: [
        registered(promptKind),
        registered(reminderKind),
        registered(snoozeKind),
        registered(receiptKind),
        registered(summaryKind),
        registered(silentKind),
        registered(guideKind),
        registered(digestKind),
        registered(savedKind),
        registered(createdKind),
        registered(testKind),
        registered(channelNoticeKind),
        registered(departureKind),
        registered(firstRunKind),
      ],
      addressBook,
      slack: createSlackGateway(client, identity.user_id ?? "", () => clock.now()),
      responseUrls,
      async onChannelRefused(tx, channelId, error) {
        const problem = channelProblemIn(error);
        if (problem) await noteChannel(services, tx, { workspaceId: workspace.id, channelId }, problem);
      },
    });

    /** What listeners are doing. Slack's events are acknowledged before, so a clock that is moved must wait for them. */
    const listenersAtWork = new Set<Promise<void>>();
    const turn = async (): Promise<Instant | null> => {
      if (isDriven(clock)) await Promise.allSettled(listenersAtWork);
      // One that fails holds up none of the others, nor what is in the outbox already.
      const failures: unknown[] = [];
      const steps: ((services: Services) => Promise<unknown>)[] = [
        openDueRounds,
        closeDueRounds,
        compileDueDigests,
        forgetReceived,
      ];
      for (const step of steps) await step(services).catch((error: unknown) => failures.push(error));
      const nextMessage = await dispatcher.dispatch();
      if (failures.length > 0) throw new AggregateError(failures, "Part of the turn failed");
      return earliest(nextMessage, await nextRoundsDueAt(db), await nextDigestAt(db));
    };

    const health = async (): Promise<Health> => {
      const database = await isWritable(db);
      const working = turns?.isWorking() ?? true;
      return { ok: database && working, database, working };
    };
    const healthy = healthHandler(health);
    const {
      app,
      receiver,
      stop: disconnect,
    } = createSlackApp({
      slack: config.slack,
      log,
      routes: [{ path: "/healthz", method: "GET", handler: healthy }],
      ...(clientPingTimeoutMs !== undefined && { clientPingTimeoutMs }),
    });
    app.use(async ({ next }) => {
      const work = next();
      listenersAtWork.add(work);
      try {
        await work;
      } finally {
        listenersAtWork.delete(work);
      }
    });
    let turns: ReturnType<typeof startTurns> | undefined;
    const people = actorFinder(services, workspace);
    const listening: Listening<Person> = {
      app,
      log,
      actorOf: people.actorOf,
      lastKnownReader: people.lastKnownReader,
      readerOf,
      wake: () => turns?.wake(),
    };
    const peopleChanged = async (changed: Person[]) => {
      await recheckCadencesOf(services, changed);
      await tellOfDepartures(services, changed);
      turns?.wake();
    };
    registerPeopleListeners(app, services, workspace, peopleChanged);
    registerCheckInListeners(listening, services, responseUrls);
    registerTypedWords(listening, services, workspace);
    registerDigestListeners(listening, services);
    registerProgramListeners(listening, services);
    registerCadenceListeners(listening, services);
    registerAuditListeners(listening, services);
    registerAdminListeners(listening, services);
    registerProgramEvents(listening, services, workspace, identity.user_id ?? "");
    onCommand(
      listening,
      "/drumbeat",
      [
        ...checkInCommands(services),
        ...programCommands(services),
        ...cadenceCommands(services),
        ...digestCommands(services),
        ...auditCommands(services),
        ...adminCommands(services),
      ],
      (person) => mostUsefulCommand(services, person, (each) => hasOpenCheckIn(services, each)),
    );
    registerHome(listening, homeTab(services));
    onUnexpected(listening);

    const sync = syncPeople(services, workspace, client, peopleChanged, stopping.signal);
    await sync.firstPage;
    await app.init();
    await app.start();
    cleanUps.push(disconnect);
    if (config.healthPort !== null && config.slack.mode === "socket") {
      const server = await startHealthServer(config.healthPort, healthy);
      cleanUps.push(() => server.close());
    }
    turns = startTurns(clock, log, turn);
    const { stop } = turns;
    cleanUps.push(stop);

    const reconnect = async () => {
      while (!stopping.signal.aborted) {
        await clock.sleepUntil(new Date(Date.parse(clock.now()) + 5000).toISOString(), stopping.signal);
        try {
          await receiver.start();
          return;
        } catch (error) {
          log.warn({ err: error }, "Slack cannot be reached, trying again");
        }
      }
    };
    return { services, workspace, health, reconnect, stop: cleanUp };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
