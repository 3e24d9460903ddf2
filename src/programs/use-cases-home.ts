/** Whose Home shows what others do. */
import type { Db } from "../platform/database.ts";
import { listSlackUsersBeside } from "./repository-home.ts";

/** What happened since Homes were refreshed last; collected until it is taken. */
export class HomeChanges {
  readonly #personIds = new Set<string>();
  readonly #slackUserIds = new Set<string>();
  readonly #programIds = new Set<string>();

  /** Something was sent to this person. */
  sentTo(personId: string): void {
    this.#personIds.add(personId);
  }

  doneBy(slackUserId: string): void {
    this.#slackUserIds.add(slackUserId);
  }

  happenedIn(programIds: readonly string[]): void {
    for (const id of programIds) this.#programIds.add(id);
  }

  /** The Slack ids of all who sit in the programs concerned, among whom it shows; nothing is left. */
  async takeConcerned(db: Db, workspaceId: string): Promise<string[]> {
    const concerned = new Set<string>();
    while (this.#personIds.size + this.#slackUserIds.size + this.#programIds.size > 0) {
      const part = {
        personIds: take(this.#personIds),
        slackUserIds: take(this.#slackUserIds),
        programIds: take(this.#programIds),
      };
      for (const slackUserId of await listSlackUsersBeside(db, workspaceId, part)) concerned.add(slackUserId);
    }
    return [...concerned];
  }

  clear(): void {
    for (const ids of [this.#personIds, this.#slackUserIds, this.#programIds]) ids.clear();
  }
}

/** SQLite allows 32,766 values in a statement. */
const IDS_AT_ONCE = 1000;

function take(ids: Set<string>): string[] {
  const taken = [...ids].slice(0, IDS_AT_ONCE);
  for (const id of taken) ids.delete(id);
  return taken;
}
