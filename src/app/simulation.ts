/** Runs the product ahead of time on a copy of its database; messages are recorded, not sent. */
import { addressBook } from "../calendars/availability.ts";
import type { Decided } from "../delivery/contact-policy.ts";
import { Dispatcher } from "../delivery/dispatcher.ts";
import type { Kinds, RegisteredKind } from "../delivery/message-kind.ts";
import { WAVES } from "../delivery/pace.ts";
import { ResponseUrls } from "../delivery/response-urls.ts";
import type { SlackGateway } from "../delivery/slack-gateway.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import { stepRunner } from "../platform/scheduled-steps.ts";
import { addMs, SECOND } from "../platform/time.ts";
import { allCapabilities, kindsToSend } from "./all-capabilities.ts";
import { events } from "./all-followers.ts";
import { stepsOf } from "./capability.ts";

/** Pause before a tick that left something due is repeated. */
const AGAIN_MS = SECOND;

export interface SimulationRecorder {
  decided(decided: Decided): void;
  /** Called for each new message, at the instant of the tick; never for an update. */
  posted(deliveryId: string): void;
}

/** Runs every tick from `now` to `until` as if nobody acted. Yields the time of each tick; rejects if a step fails. */
export async function* simulateTicks(
  db: Db,
  {
    workspaceId,
    now,
    until,
    promptsPerSecond = WAVES.perSecond,
  }: { workspaceId: string; now: Instant; until: Instant; promptsPerSecond?: number },
  recorder: SimulationRecorder,
): AsyncGenerator<Instant> {
  let at = now;
  const clock = { now: () => at, sleepUntil: async () => undefined };
  const services = { db, clock, ids: uuidV7(clock), log: createLog("silent"), events };
  const kinds = withoutRendering(kindsToSend(services));
  const dispatcher = new Dispatcher({
    services,
    workspaceId,
    kinds,
    addressBook,
    slack: recordingGateway(recorder, clock.now),
    responseUrls: new ResponseUrls(),
    times: { promptsPerSecond },
    onDecided: (decided) => recorder.decided(decided),
  });
  const homeChanges = { happenedIn: () => undefined };
  const ticking = { services, workspaceId, kinds, dispatcher, homeChanges, gateway: null };
  const tick = stepRunner(services, workspaceId, stepsOf(allCapabilities, ticking));
  while (at < until) {
    const { failures, next } = await tick();
    if (failures.length > 0) throw new AggregateError(failures, "Part of a tick ahead failed");
    yield at;
    if (next === null) return;
    at = next > at ? next : addMs(at, AGAIN_MS);
  }
}

/** Kinds that decide whether a message is wanted, but render no words and no updates. */
function withoutRendering(kinds: Kinds): Kinds {
  const never = async () => false;
  return new Map(
    [...kinds].map(([name, kind]) => [
      name,
      { ...withoutContent(kind), since: { ...withoutContent(kind.since), stillWanted: never } },
    ]),
  );
}

function withoutContent<Kind extends RegisteredKind["since"]>(kind: Kind): Kind {
  return {
    ...kind,
    message: async () => ({ text: "", blocks: [] }),
    lines: async () => [],
    many: kind.many && {
      ...kind.many,
      count: async (_, subjects) => ({ all: subjects.length }),
      above: async () => [],
    },
    divide: async () => undefined,
    pictures: async () => [],
    files: async () => [],
  };
}

/** A gateway whose calls all succeed. */
function recordingGateway(recorder: SimulationRecorder, now: () => Instant): SlackGateway {
  let posts = 0;
  return {
    async post(deliveryId, { channel: channelId }) {
      posts += 1;
      recorder.posted(deliveryId);
      return { kind: "sent", channelId, ts: `${Date.parse(now()) / 1000}.${posts}` };
    },
    update: async (place) => ({ kind: "sent", ...place }),
    replace: async () => true,
    lookUp: async () => ({ kind: "absent" }),
    channel: async () => ({ isPrivate: false, members: [], ownUserId: "" }),
  };
}
