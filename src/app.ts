/** The composition root: what exists, and how it is wired. */

import { lookAtDuePrograms, nextLookAt } from "./alerts/evaluate.ts";
import { registerAlertListeners } from "./alerts/listeners.ts";
import { answeredKind, flashKind, healthCheckKind } from "./alerts/messages.ts";
import { registerSourceEvents } from "./cadences/audience/listeners.ts";
import {
  nextSourceCheck,
  noteAllSources,
  refreshDueSource,
  type SourceReading,
} from "./cadences/audience/use-cases.ts";
import { createdKind, lostSourceKind, nobodyLeftKind, retiredKind } from "./cadences/messages.ts";
import { retireQuestions } from "./cadences/questions/use-cases-retired.ts";
import { countCadences, listCadencesAsking, nextCadenceCheck, recheckCadencesOf } from "./cadences/use-cases.ts";
import { addressBook } from "./calendars/address-book.ts";
import { registerCalendarListeners } from "./calendars/listeners.ts";
import { events } from "./capabilities.ts";
import { delegatePromptKind, delegateReceiptKind } from "./check-ins/away/messages-delegate.ts";
import { absenceDeclinedKind, absenceDelegateKind, absenceDelegateNowKind } from "./check-ins/away/messages-named.ts";
import { followSlackStatuses } from "./check-ins/away/use-cases.ts";
import { checkInCommands, registerCheckInShortcut } from "./check-ins/commands.ts";
import { messageFormKind } from "./check-ins/form/message.ts";
import { messageFormDoneKind } from "./check-ins/form/message-done.ts";
import { lateCheckInKind } from "./check-ins/late/messages.ts";
import { registerCheckInListeners } from "./check-ins/listeners.ts";
import {
  guideKind,
  notAskedKind,
  promptKind,
  receiptKind,
  reminderKind,
  reopenedKind,
  silentKind,
  snoozeKind,
  summaryKind,
} from "./check-ins/messages.ts";
import { closeDueRounds, nextRoundsDueAt } from "./check-ins/rounds/use-cases.ts";
import { roundReadings } from "./check-ins/rounds/use-cases-measures.ts";
import { openDueRounds } from "./check-ins/rounds/use-cases-planning.ts";
import { testKind } from "./check-ins/test-message.ts";
import { registerTypedWords } from "./check-ins/typed-words.ts";
import { hasOpenCheckIn } from "./check-ins/use-cases-choosing.ts";
import { messageKinds } from "./delivery/bundle.ts";
import { createDispatcher } from "./delivery/dispatcher.ts";
import { registered } from "./delivery/kinds.ts";
import { type DeliveryParts, deliveryCommands, registerDeliveryListeners, showWhy } from "./delivery/listeners.ts";
import { createHomePace } from "./delivery/pace.ts";
import { createAlbum } from "./delivery/pictures.ts";
import { ResponseUrls } from "./delivery/response-urls.ts";
import { pictureUpload } from "./delivery/slack-files.ts";
import { createSlackGateway } from "./delivery/slack-gateway.ts";
import { forgetReceived, nextForgettingAt, nextSendingAt, receivedBefore } from "./delivery/use-cases.ts";
import { outboxReadings } from "./delivery/use-cases-depth.ts";
import { approvalsSince, nextDraftAt } from "./digests/approval/drafts.ts";
import { registerApprovalListeners } from "./digests/approval/listeners.ts";
import { approvalKind } from "./digests/approval/messages.ts";
import { digestCommands } from "./digests/commands.ts";
import { registerCorrectionListeners } from "./digests/corrections/listeners.ts";
import { digestKind } from "./digests/editions/messages.ts";
import { createDividing } from "./digests/editions/use-cases-divisions.ts";
import { registerDigestListeners } from "./digests/listeners.ts";
import { registerReaders } from "./digests/readers/as-reader.ts";
import {
  compileDueDigests,
  nextMakingAt,
  recountDueSince,
  refreshAllSubscriptions,
  refreshDueSubscriptions,
  refreshSubscriptions,
} from "./digests/use-cases.ts";
import { planCommand } from "./dry-run/commands.ts";
import { registerRecipients } from "./dry-run/recipients.ts";
import { healthEntry, registerHealthListeners } from "./health/listeners.ts";
import { homeTab } from "./home-tab.ts";
import { bringUpToDate } from "./operations/upgrade.ts";
import { followZoneData } from "./operations/zone-data.ts";
import { actorFinder } from "./people/actors.ts";
import { registerPeopleListeners } from "./people/listeners.ts";
import { syncPeople } from "./people/sync.ts";
import { ensureWorkspace, isAdmin, type Person, readerOf, type SlackUser, type Workspace } from "./people/use-cases.ts";
import { refuseUnlessAdmin } from "./people/use-cases-settings.ts";
import { type Clock, type Instant, isDriven, systemClock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { isPostgresUrl, type OpenOptions, openDatabase } from "./platform/database.ts";
import { noteDatabase, runAlone } from "./platform/database-file.ts";
import { watchFile } from "./platform/file-watch.ts";
import { type Health, type Probed, probeRoutes, startHealthServer } from "./platform/health.ts";
import { uuidV7 } from "./platform/ids.ts";
import { createLog } from "./platform/log.ts";
import { createMetrics } from "./platform/metrics.ts";
import { isMigrated } from "./platform/migrate.ts";
import { howeverLong, whileSomebodyWaits, withinMs } from "./platform/patience.ts";
import { PictureMaker } from "./platform/pictures.ts";
import { databaseProbe, PROBE_MS } from "./platform/probe.ts";
import { connectRemoteClock } from "./platform/remote-clock.ts";
import { refuseOtherEncoding } from "./platform/server-encoding.ts";
import type { Services } from "./platform/services.ts";
import { createSlackApp } from "./platform/slack/app.ts";
import { outboxClient } from "./platform/slack/clients.ts";
import { groupDirectory } from "./platform/slack/group-directory.ts";
import { registerHome } from "./platform/slack/home.ts";
import { followInstallation } from "./platform/slack/installation.ts";
import { type Listener, type Listening, onCommand, onUnexpected } from "./platform/slack/listening.ts";
import { refuseOtherWorkspaces } from "./platform/slack/own-workspace.ts";
import { hasCome, inSteps } from "./platform/steps.ts";
import { addMs, earliest, localDateOf, SECOND } from "./platform/time.ts";
import { inTransaction } from "./platform/transaction.ts";
import { startTurns } from "./platform/turns.ts";
import { versionOf } from "./platform/version.ts";
import { refuseIfMoved } from "./platform/workspace-facts.ts";
import { mostUsefulCommand, programCommands } from "./programs/commands.ts";
import { channelProblemIn, noteChannel, tellOfDepartures } from "./programs/keepers.ts";
import { registerProgramListeners } from "./programs/listeners.ts";
import { registerProgramEvents } from "./programs/listeners-events.ts";
import { channelNoticeKind, departureKind, firstRunKind, savedKind } from "./programs/messages.ts";
import { seatDeclinedKind, seatDelegateKind, seatDelegateOverKind } from "./programs/messages-delegate.ts";
import { handOnDue, handOnOf, isSwept, nextRoleEndAt } from "./programs/role-ends.ts";
import { News } from "./programs/use-cases-home.ts";
import { registerAskListeners } from "./register/asks/listeners.ts";
import { askKinds } from "./register/asks/messages.ts";
import { endAskTerms, nextAskTermAt } from "./register/asks/use-cases-votes.ts";
import { registerCommands, registerRegisterShortcuts } from "./register/commands.ts";
import { registerEscalationListeners } from "./register/escalation/listeners.ts";
import { escalationKinds } from "./register/escalation/messages.ts";
import { escalateDue, nextEscalationAt } from "./register/escalation/use-cases.ts";
import { registerHandingOnListeners } from "./register/handing-on/listeners.ts";
import { handingOnKinds } from "./register/handing-on/messages.ts";
import { ladderEntry } from "./register/ladder/listeners.ts";
import { registerRegisterListeners } from "./register/listeners.ts";
import { itemGivenKind, itemReminderKind, itemReminderUpdateKind } from "./register/reminders/messages.ts";
import { nextReminderAt, remindOwners } from "./register/reminders/use-cases.ts";
import { auditCommands, registerAuditListeners } from "./settings/audit/commands.ts";
import { cadenceCommands } from "./settings/cadences/commands.ts";
import { registerCadenceListeners } from "./settings/cadences/listeners.ts";
import { preferencesCommand, registerPreferenceListeners } from "./settings/preferences/listeners.ts";
import { adminCommands, registerAdminListeners } from "./settings/workspace/listeners.ts";
import { registerWhatsNew } from "./whats-new/home.ts";
import { noteRelease } from "./whats-new/use-cases.ts";
import { registerWhyListeners } from "./why/listeners.ts";

/** The SDK connects anew within seconds: only what lasts longer is news. */
const LINK_MAY_BE_LOST_MS = 30_000;
const RECONNECT_EVERY_MS = 5000;
/** A call to Slack, or its closing handshake, may never end: what is then still under way is looked up after its lease. */
const PATIENCE_AT_STOP_MS = 1000;
const LONGEST_STOP_MS = 4000;
/** A copy of a file that was deleted is all that there is of it. */
const PATIENCE_WITH_RESCUE_MS = 3000;

export interface DrumbeatApp {
  services: Services;
  workspace: Workspace;
  /** All that anybody can have done from Slack. */
  listeners: readonly Listener[];
  /** Resolves when everybody in the workspace has been read from Slack. */
  peopleRead: Promise<void>;
  health(): Promise<Health>;
  /** Opens the connection to Slack again after it was lost for good; tries until it succeeds. */
  reconnect(): Promise<void>;
  /** Finishes what is under way, then lets go of Slack and the database; within four seconds, whatever hangs. */
  stop(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  /** Default: the one at `config.clockUrl`, else the machine's. */
  clock?: Clock;
  databaseOptions?: OpenOptions;
}

/**
 * Starts Drumbeat and resolves when it listens. Rejects, with everything let go, when the database or Slack refuses:
 * DATABASE_GONE, ALREADY_RUNNING, DATABASE_ENCODING, DATABASE_NEWER, the driver's error, Slack's error.
 */
export async function createApp(options: AppOptions): Promise<DrumbeatApp> {
  const { config, clock: givenClock, databaseOptions } = options;
  const remote = givenClock || !config.clockUrl ? null : await connectRemoteClock(config.clockUrl);
  const clock = givenClock ?? remote ?? systemClock();
  const log = createLog(config.logLevel);
  const db = openDatabase(config.database, databaseOptions);
  const services: Services = { db, clock, ids: uuidV7(clock), log, events };
  const stopping = new AbortController();
  const metrics = createMetrics({ version: versionOf() });
  const maker = new PictureMaker();
  const cleanUps: (() => Promise<unknown> | unknown)[] = [
    () => withPatience(db.destroy()),
    () => remote?.close(),
    () => metrics.stop(),
    () => maker.stop(),
  ];
  const cleanUp = async () => {
    stopping.abort();
    for (const step of cleanUps.reverse()) await step();
  };
  const stop = async () => {
    await withinMs(LONGEST_STOP_MS, cleanUp());
  };
  let linkLostAt: Instant | null = null;
  try {
    const isServer = isPostgresUrl(config.database);
    if (!isServer) cleanUps.unshift(runAlone(config.database));
    await refuseOtherEncoding(db);
    await howeverLong(() =>
      bringUpToDate(db, config.database, {
        at: clock.now(),
        tell: (todo) =>
          log.warn(todo, "an earlier version's database is brought up to date; a back-up is the way back"),
      }),
    );
    if (!isServer) noteDatabase(config.database);
    const stopWatching = watchFile(db, clock, log);
    cleanUps.push(() => withinMs(PATIENCE_WITH_RESCUE_MS, stopWatching()));
    const client = outboxClient(config.slack, metrics);
    const identity = await client.auth.test();
    const workspace = await ensureWorkspace(services, { id: identity.team_id ?? "", name: identity.team ?? "" });

    await refuseIfMoved(db, workspace.id);
    await followZoneData(services, workspace.id, process.versions.tz ?? "");
    await retireQuestions(services, workspace.id);
    const releasedAt = await noteRelease(services, workspace);

    const installation = followInstallation(services, workspace.id, client);
    const responseUrls = new ResponseUrls();
    const news = new News();
    const slack = createSlackGateway(client, identity.user_id ?? "", () => clock.now());
    const kinds = messageKinds(services, [
      registered(promptKind),
      registered(reminderKind),
      registered(snoozeKind),
      registered(receiptKind),
      registered(messageFormKind),
      registered(messageFormDoneKind),
      registered(reopenedKind),
      registered(delegatePromptKind),
      registered(absenceDelegateKind),
      registered(absenceDelegateNowKind),
      registered(absenceDeclinedKind),
      registered(delegateReceiptKind),
      registered(summaryKind),
      registered(silentKind),
      registered(lateCheckInKind),
      registered(notAskedKind),
      registered(guideKind),
      registered(digestKind),
      registered(approvalKind),
      registered(healthCheckKind),
      registered(answeredKind),
      registered(flashKind),
      registered(savedKind),
      registered(seatDelegateKind),
      registered(seatDelegateOverKind),
      registered(seatDeclinedKind),
      registered(createdKind),
      registered(lostSourceKind),
      registered(retiredKind),
      registered(nobodyLeftKind),
      registered(testKind),
      registered(channelNoticeKind),
      registered(departureKind),
      ...askKinds,
      ...escalationKinds,
      ...handingOnKinds,
      registered(firstRunKind),
      registered(itemReminderKind),
      registered(itemReminderUpdateKind),
      registered(itemGivenKind),
    ]);
    const dispatcher = createDispatcher({
      services,
      workspaceId: workspace.id,
      kinds,
      addressBook,
      slack,
      responseUrls,
      ...(config.outbox && { times: config.outbox }),
      album: (pace) => createAlbum({ services, workspaceId: workspace.id, maker, upload: pictureUpload(client), pace }),
      stopping: stopping.signal,
      async onChannelRefused(tx, channelId, error) {
        const problem = channelProblemIn(error);
        if (problem) await noteChannel(services, tx, { workspaceId: workspace.id, channelId }, problem);
      },
      onTokenRefused: (error) => installation.refused(error),
      onSent: (personId) => news.sentTo(personId),
      onSettled: (kind, outcome, delayMs) => metrics.settled(kind, outcome, delayMs / SECOND),
    });

    let refreshedOn = "";
    const refreshReaders = async () => {
      const today = localDateOf(clock.now(), "UTC");
      if (today === refreshedOn) await refreshDueSubscriptions(services, workspace.id);
      else await refreshAllSubscriptions(services, workspace.id);
      refreshedOn = today;
    };

    const dividing = createDividing();
    let sendingGoesOnAt: Instant | null = null;
    const never = () => null;
    const takeSteps = inSteps(services, workspace.id, [
      { next: nextSourceCheck, run: () => refreshDueSource(services, workspace.id, reading) },
      { next: nextCadenceCheck, run: () => openDueRounds(services) },
      { next: nextRoundsDueAt, run: async () => news.happenedIn(await closeDueRounds(services)) },
      {
        next: nextRoleEndAt,
        isDue: (next, now) => !isSwept(db) || hasCome(next, now),
        run: () => handOnDue(services),
      },
      { next: nextAskTermAt, run: () => endAskTerms(services) },
      { next: nextEscalationAt, run: () => escalateDue(services) },
      { next: nextLookAt, run: () => lookAtDuePrograms(services) },
      {
        next: recountDueSince,
        isDue: (since, now) => since !== null || localDateOf(now, "UTC") !== refreshedOn,
        run: refreshReaders,
        wakeAt: never,
      },
      { next: nextMakingAt, run: () => compileDueDigests(services) },
      {
        // Something new to be told may make a draft whose time was past.
        next: approvalsSince,
        isDue: (since) => since !== null,
        run: () => compileDueDigests(services),
        wakeAt: (since, now) => since && nextDraftAt(db, now),
      },
      { next: nextReminderAt, run: () => remindOwners(services) },
      { next: nextForgettingAt, run: () => forgetReceived(services), wakeAt: never },
      {
        isDue: (_, now) => dividing.nextAt(now) !== null,
        run: () => dividing.run(services),
        wakeAt: (_, now) => dividing.nextAt(now),
      },
      {
        next: nextSendingAt,
        run: async () => {
          sendingGoesOnAt = await dispatcher.dispatch();
        },
        // What is due and was not sent waits for what only the dispatcher knows.
        wakeAt: (next, now) => (hasCome(next, now) ? sendingGoesOnAt : next),
      },
    ]);

    /** What listeners are doing. Slack's events are acknowledged before, so a clock that is moved must wait for them. */
    const listenersAtWork = new Set<Promise<void>>();
    const turn = async (): Promise<Instant | null> => {
      if (isDriven(clock)) await Promise.allSettled(listenersAtWork);
      const retryAt = await installation.retryAt();
      if (retryAt !== null) return retryAt;
      const { failures, next } = await takeSteps();
      const nextRefresh = await refreshHomes().catch((error: unknown) => {
        failures.push(error);
        return null;
      });
      if (failures.length > 0) throw new AggregateError(failures, "Part of the turn failed");
      return earliest(next, nextRefresh);
    };

    /** Shows what happened on the Homes that are open. Slack is not waited for, unless a clock is moved. */
    const refreshHomes = async (): Promise<Instant | null> => {
      if (!homes?.isAnyOpen()) news.clear();
      homes?.outdate(await news.takeConcerned(db, workspace.id));
      const refreshed = homes?.refresh(app.client);
      if (isDriven(clock)) await refreshed;
      // What the limit left over comes with a later turn, which says when.
      else void refreshed?.then((looked) => looked > 0 && homes?.nextRefreshAt() && turns?.wake());
      return homes?.nextRefreshAt() ?? null;
    };

    const takesWrites = databaseProbe(db, workspace.id, clock);
    const health = async (): Promise<Health> => {
      const database = await takesWrites();
      const working = turns?.isWorking() ?? true;
      const slack = linkLostAt === null || clock.now() < addMs(linkLostAt, LINK_MAY_BE_LOST_MS);
      const installed = installation.isInstalled();
      return { ok: database && working && slack && installed, database, working, slack, installed };
    };
    const readiness: Probed["readiness"] = async () => {
      const database = await takesWrites();
      const migrations = database && ((await withinMs(PROBE_MS, isMigrated(db))) ?? false);
      const slack = linkLostAt === null;
      return { ok: database && migrations && slack, database, migrations, slack };
    };
    const probes = probeRoutes({
      health,
      readiness,
      async metrics() {
        const ofOutbox = outboxReadings(db, workspace.id, clock.now());
        const ofRounds = roundReadings(db, workspace.id);
        // A database that hangs leaves what is counted here.
        const readings = await withinMs(PROBE_MS, Promise.all([ofOutbox, ofRounds]));
        return metrics.exposition(readings?.flat() ?? []);
      },
    });
    const {
      app,
      receiver,
      start: connect,
      stop: disconnect,
    } = createSlackApp({
      slack: config.slack,
      host: config.host,
      log,
      metrics,
      onLink(isUp) {
        linkLostAt = isUp ? null : (linkLostAt ?? clock.now());
      },
      routes: probes,
    });
    app.use(async ({ next, body }) => {
      // An event is acknowledged before: nobody waits for what it leads to.
      const work = body.type === "event_callback" ? next() : whileSomebodyWaits(next);
      listenersAtWork.add(work);
      try {
        await work;
      } finally {
        listenersAtWork.delete(work);
      }
    });
    const people = actorFinder(services, workspace);
    const { lastKnownReader } = people;
    const own = { teamId: workspace.slack_team_id, enterpriseId: identity.enterprise_id ?? null };
    refuseOtherWorkspaces(app, own, { log, lastKnownReader });
    let turns: ReturnType<typeof startTurns> | undefined;
    let homes: ReturnType<typeof registerHome> | undefined;
    const reading: SourceReading = { client, personOf: people.actorOf };
    const directory = groupDirectory(services);
    const listeners: Listener[] = [];
    const listening: Listening<Person> = {
      registered: (listener) => listeners.push(listener),
      app,
      log,
      actorOf: people.actorOf,
      lastKnownReader,
      readerOf,
      wake: () => turns?.wake(),
      remember: async (tx, key) => !(await receivedBefore(tx, services, workspace.id, key)),
    };
    const peopleChanged = async (changed: Person[]) => {
      await recheckCadencesOf(services, changed);
      const ids = changed.map(({ id }) => id);
      await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspace.id, ids));
      await handOnOf(services, changed);
      await tellOfDepartures(services, changed);
      turns?.wake();
    };
    const peopleSeen = async (users: SlackUser[]) => {
      await followSlackStatuses(services, workspace.id, users);
      turns?.wake();
    };
    installation.listen(app, identity.user_id ?? "", () => turns?.wake());
    registerPeopleListeners(app, services, workspace, peopleChanged, peopleSeen);
    const delivery: DeliveryParts<Person> = { services, kinds, addressBook, slack, isAdmin, refuseUnlessAdmin };
    registerCheckInListeners(listening, services, responseUrls, showWhy(delivery));
    registerDeliveryListeners(listening, delivery);
    registerCheckInShortcut(listening, services);
    registerTypedWords(listening, services, workspace);
    registerRegisterListeners(listening, services);
    registerRegisterShortcuts(listening, services);
    registerDigestListeners(listening, services);
    registerHealthListeners(listening, services);
    registerAlertListeners(listening, services);
    registerWhyListeners(listening, services);
    registerApprovalListeners(listening, services);
    registerCorrectionListeners(listening, services);
    registerAskListeners(listening, services, showWhy(delivery));
    registerEscalationListeners(listening, services);
    registerHandingOnListeners(listening, services);
    const addedToPrograms = { menu: [ladderEntry, healthEntry], countCheckIns: countCadences };
    registerProgramListeners(listening, services, directory, addedToPrograms);
    registerCadenceListeners(listening, services, {
      directory,
      followYears: (tx, workspaceId) => refreshSubscriptions(tx, services, workspaceId),
    });
    registerSourceEvents(listening, services, workspace, directory);
    registerAuditListeners(listening, services);
    registerAdminListeners(listening, services);
    registerPreferenceListeners(listening, services);
    registerRecipients(listening, services);
    registerReaders(listening, services);
    registerWhatsNew(listening, services);
    registerCalendarListeners(listening, services);
    registerProgramEvents(listening, services, workspace, identity.user_id ?? "");
    onCommand(
      listening,
      "/drumbeat",
      [
        ...checkInCommands(services),
        ...programCommands(services, directory, addedToPrograms),
        ...cadenceCommands(services),
        ...digestCommands(services),
        ...registerCommands(services),
        ...auditCommands(services),
        ...deliveryCommands(delivery),
        planCommand(services),
        preferencesCommand(services),
        ...adminCommands(services),
      ],
      (person) =>
        mostUsefulCommand(services, person, {
          now: (each) => hasOpenCheckIn(services, each),
          ever: async (each) => (await listCadencesAsking(db, each, services)).length > 0,
        }),
    );
    listening.acted = async (slackUserId) => {
      if (!homes?.isAnyOpen()) return;
      news.doneBy(slackUserId);
      turns?.wake();
    };
    homes = registerHome(listening, homeTab(services, releasedAt), clock, createHomePace(services, workspace.id));
    onUnexpected(listening);

    const sync = syncPeople(services, workspace, client, peopleChanged, stopping.signal, peopleSeen);
    await sync.firstPage;
    await app.init();
    await connect();
    // What was begun for somebody is finished before the connection, and then before the database, is let go.
    const listenersDone = () => Promise.allSettled(listenersAtWork);
    cleanUps.push(() => withPatience(listenersDone()));
    cleanUps.push(() => withPatience(disconnect()));
    cleanUps.push(() => withPatience(listenersDone()));
    if (config.healthPort !== null && config.slack.mode === "socket") {
      const server = await startHealthServer({ port: config.healthPort, host: config.host }, probes);
      cleanUps.push(() => server.close());
    }
    cleanUps.push(() => homes?.stop());
    await noteAllSources(services, workspace.id);
    turns = startTurns(clock, log, metrics.timed(turn));
    const { stop: stopTurns } = turns;
    cleanUps.push(() => withPatience(stopTurns()));

    let reconnections = 0;
    const reconnect = async () => {
      // The one before waits for a start that the SDK has given up.
      reconnections += 1;
      const mine = reconnections;
      while (!stopping.signal.aborted && mine === reconnections && linkLostAt !== null) {
        await clock.sleepUntil(addMs(clock.now(), RECONNECT_EVERY_MS), stopping.signal);
        if (stopping.signal.aborted || mine !== reconnections) return;
        try {
          await receiver.start();
          return;
        } catch (error) {
          log.warn({ err: error }, "Slack cannot be reached, trying again");
        }
      }
    };
    return { services, workspace, listeners, peopleRead: sync.done, health, reconnect, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves when `ending` is over, or when it has been waited for long enough. */
async function withPatience(ending: Promise<unknown>): Promise<void> {
  await withinMs(PATIENCE_AT_STOP_MS, ending);
}
