/** How editions are divided into messages: stored when they are made, read from what was sent where they are older. */
import { keptFromBefore } from "../../../delivery/use-cases.ts";
import type { Instant } from "../../../platform/clock.ts";
import type { Db } from "../../../platform/database.ts";
import { letOthersRun } from "../../../platform/loop.ts";
import type { Services } from "../../../platform/services.ts";
import { divide } from "../../render/blocks.ts";
import { type Edition, findEdition } from "../../repository.ts";
import type { Division } from "./division.ts";
import { findDivision, insertDivision, listUndivided } from "./repository.ts";
import { divisionOfSent } from "./sent.ts";

/** The messages of an edition have keys that begin with this, its pictures too. */
export function keysOf(editionId: string): string {
  return `digest:${editionId}:`;
}

export async function divisionOf(db: Db, workspaceId: string, edition: Edition): Promise<Division> {
  return (await findDivision(db, workspaceId, edition.id)) ?? divisionFromBefore(db, workspaceId, edition);
}

async function divisionFromBefore(db: Db, workspaceId: string, { id, document }: Edition): Promise<Division> {
  const start = keysOf(id);
  const { messages, files } = await keptFromBefore(db, workspaceId, start);
  return divisionOfSent(
    {
      document,
      messages: new Map([...messages].map(([key, message]) => [Number(key.slice(start.length)), message])),
      pictures: new Map([...files].map(([key, file]) => [file, key.slice(start.length)])),
    },
    divide(document, id),
  );
}

const AT_ONCE = 20;
const MOST_IN_A_TURN = 200;

/** The step of a tick that stores the divisions of the editions that an earlier Drumbeat made, a few at a time. */
export interface Dividing {
  /** Goes on where it stopped, also in another process. */
  run(services: Pick<Services, "db" | "log">): Promise<void>;
  /** When it goes on; null once all are stored. */
  nextAt(now: Instant): Instant | null;
}

/** One for each process: that all are stored is asked of the database once. */
export function createDividing({ most = MOST_IN_A_TURN }: { most?: number } = {}): Dividing {
  let after = "";
  let isDone = false;
  return {
    async run({ db, log }) {
      for (let read = 0; !isDone && read < most; ) {
        const undivided = await listUndivided(db, { after, most: Math.min(AT_ONCE, most - read) });
        isDone = undivided.length === 0;
        read += undivided.length;
        for (const { workspace_id: workspaceId, id } of undivided) {
          after = id;
          try {
            const edition = await findEdition(db, workspaceId, id);
            if (edition)
              await insertDivision(
                db,
                { workspaceId, editionId: id },
                await divisionFromBefore(db, workspaceId, edition),
              );
          } catch (error) {
            // Only this one is affected, and it is read again when a message of it is made.
            log.error({ err: error, editionId: id }, "the division of an edition could not be read");
          }
          await letOthersRun();
        }
      }
    },
    nextAt: (now) => (isDone ? null : now),
  };
}
