import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Outcome } from "../delivery/outcomes.ts";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import type { Services } from "../platform/services.ts";
import { storageFault } from "../platform/storage-fault.ts";
import { addMs, MINUTE, SECOND } from "../platform/time.ts";
import { forgetFact, noteFact } from "../platform/workspace-facts.ts";
import { isCursorRefused, parseEach, readPages } from "../slack/cursor-pagination.ts";
import { peopleChanged, peopleSeen } from "./events.ts";
import { type Person, peopleByIds } from "./people.ts";
import { type SlackUser, saveSlackUsers, slackUserSchema, userAnswerSchema } from "./slack-users.ts";
import type { Workspace } from "./workspaces.ts";

const page = z.object({
  members: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Slack asks for no more at once (docs.slack.dev/reference/methods/users.list). */
const PAGE = 200;

type Reading = { firstPage: Promise<void>; done: Promise<void> };

/**
 * Reads all people of the workspace from Slack, page by page; what fails is tried again when Slack, or the database,
 * allows. `firstPage` is enough to start with, `done` is everybody, as far as Slack can be read to its end. Members in a
 * form that Slack does not document are left out, counted in the log and for `drumbeat doctor`. `onChanged` gets those
 * whose zone or activity changed, `onSeen` all, with their status.
 */
export function syncPeople(
  services: Services,
  workspace: Workspace,
  client: WebClient,
  onChanged: (people: Person[]) => Promise<void>,
  signal: AbortSignal,
  onSeen: (users: SlackUser[]) => Promise<void> = async () => undefined,
): Reading {
  const { clock, log, db } = services;
  const first = Promise.withResolvers<void>();
  const pause = (ms: number) => clock.sleepUntil(addMs(clock.now(), ms), signal);
  const persist = <Result>(work: () => Promise<Result>) =>
    untilDone(work, { log, pause, signal, refused: first.reject });
  let leftOut = 0;

  const read = (cursor: string | null) =>
    persist(async () => {
      if (cursor === null) leftOut = 0;
      const asked = { limit: PAGE, include_locale: true, ...(cursor !== null && { cursor }) };
      const { members, response_metadata } = page.parse(await client.users.list(asked));
      return { members, nextCursor: response_metadata?.next_cursor || null };
    });
  const keep = async (members: readonly unknown[]) => {
    const { entries, leftOut: odd } = parseEach(slackUserSchema, members);
    leftOut += odd;
    const changed = await persist(() => saveSlackUsers(services, workspace, entries));
    if (changed.length > 0) await persist(async () => onChanged(await peopleByIds(db, workspace.id, changed)));
    await persist(() => onSeen(entries));
  };

  const done = (async () => {
    try {
      for await (const { members } of readPages(read, pause)) {
        await keep(members);
        first.resolve();
      }
    } catch (error) {
      first.reject(error);
      if (signal.aborted) return;
      log.warn({ err: error }, "people could not be read from Slack to the end");
    }
    await persist(() => noteLeftOut(services, workspace, leftOut));
  })();
  done.catch(first.reject);
  first.promise.catch(() => undefined);
  return { firstPage: first.promise, done };
}

/** Tries until it succeeds; throws where the cursor is refused, or `signal` aborts. `refused` gets what is no passing trouble. */
async function untilDone<Result>(
  work: () => Promise<Result>,
  {
    log,
    pause,
    signal,
    refused,
  }: {
    log: Services["log"];
    pause(ms: number): Promise<void>;
    signal: AbortSignal;
    refused(error: unknown): void;
  },
): Promise<Result> {
  for (let tries = 0; ; tries += 1)
    try {
      return await work();
    } catch (error) {
      if (isCursorRefused(error) || signal.aborted) throw error;
      const { waitMs, isPassing, ...why } = troubleOf(error, tries);
      // Before the first page it is no passing trouble, as a missing scope.
      if (!isPassing) refused(error);
      log.warn(why, "people could not be read from Slack, trying again");
      await pause(waitMs);
      if (signal.aborted) throw error;
    }
}

function troubleOf(error: unknown, tries: number) {
  const fault = storageFault(error);
  if (fault !== null) return { database: fault, isPassing: true, waitMs: Math.min(2 ** tries * SECOND, MINUTE) };
  const outcome = slackOutcome(error);
  if (outcome === null) return { err: error, isPassing: false, waitMs: MINUTE };
  return {
    outcome: outcome.kind,
    ...("error" in outcome && { error: outcome.error }),
    isPassing: outcome.kind !== "refused",
    waitMs: outcome.kind === "rate-limited" ? outcome.retryAfterMs : MINUTE,
  };
}

/** Null for errors that are not Slack's. */
function slackOutcome(error: unknown): Outcome | null {
  try {
    return outcomeOfThrown(error);
  } catch {
    return null;
  }
}

async function noteLeftOut({ db, clock, log }: Services, workspace: Workspace, leftOut: number): Promise<void> {
  if (leftOut === 0) return forgetFact(db, workspace.id, "members-left-out");
  log.warn({ leftOut }, "members of Slack were left out: Slack gave them in a form that it does not document");
  await noteFact(db, workspace.id, { key: "members-left-out", value: String(leftOut), at: clock.now() });
}

/**
 * Keeps people as Slack knows them: zone, language, deactivation, newcomers. Reads everybody first: `firstPage` is enough to
 * start with, `done` is all of them.
 */
export function followPeople(
  app: App,
  services: Services,
  workspace: Workspace,
  { client, signal, wake }: { client: WebClient; signal: AbortSignal; wake(): void },
): { firstPage: Promise<void>; done: Promise<void> } {
  const { db } = services;
  const onChanged = async (people: Person[]) => {
    await peopleChanged.happened(services, db, { workspaceId: workspace.id, people });
    wake();
  };
  const onSeen = async (users: SlackUser[]) => {
    await peopleSeen.happened(services, db, { workspaceId: workspace.id, users });
    wake();
  };
  const record = async (event: unknown) => {
    const parsed = userAnswerSchema.safeParse(event);
    if (!parsed.success) {
      services.log.warn("a change of a member was left out: Slack gave it in a form that it does not document");
      return;
    }
    const { user } = parsed.data;
    const changed = await saveSlackUsers(services, workspace, [user]);
    if (changed.length > 0) await onChanged(await peopleByIds(db, workspace.id, changed));
    await onSeen([user]);
  };
  app.event("user_change", ({ event }) => record(event));
  app.event("team_join", ({ event }) => record(event));
  return syncPeople(services, workspace, client, onChanged, signal, onSeen);
}
