/** Reads Slack's lists page by page. */
import { setTimeout } from "node:timers/promises";
import type { z } from "zod";
import { SECOND } from "../platform/time.ts";
import { slackErrorIn } from "./slack-error.ts";

/** Slack takes its cursor no more, or gave one that it had given before: the list cannot be read to its end now. */
export class CursorLost extends Error {
  constructor(options?: ErrorOptions) {
    super("Slack's list cannot be read to its end", options);
    this.name = "CursorLost";
  }
}

export interface Page {
  /** Null after the last page. */
  nextCursor: string | null;
}

const MOST_BEGINNINGS = 3;
/** What Slack allows of any method within a minute (tier 2, docs.slack.dev/apis/web-api/rate-limits). */
const PAGES_A_MINUTE = 20;
const PAUSE_MS = 3 * SECOND;

/**
 * All pages in order. Where a cursor is no longer good it begins anew, so that entries may come again. From the
 * twentieth page on it pauses before each. Throws CursorLost, and what `read` throws.
 */
export async function* readPages<Of extends Page>(
  read: (cursor: string | null) => Promise<Of>,
  pause: (ms: number) => Promise<unknown> = (ms) => setTimeout(ms),
): AsyncGenerator<Of> {
  let cursor: string | null = null;
  let given = new Set<string>();
  let beginnings = 1;
  for (let pages = 1; ; pages += 1) {
    if (pages > PAGES_A_MINUTE) await pause(PAUSE_MS);
    let page: Of;
    try {
      page = await read(cursor);
    } catch (error) {
      if (!isCursorRefused(error)) throw error;
      if (beginnings === MOST_BEGINNINGS) throw new CursorLost({ cause: error });
      beginnings += 1;
      cursor = null;
      given = new Set();
      continue;
    }
    yield page;
    if (page.nextCursor === null) return;
    if (given.has(page.nextCursor)) throw new CursorLost();
    cursor = page.nextCursor;
    given.add(cursor);
  }
}

export function isCursorRefused(error: unknown): boolean {
  return slackErrorIn(error) === "invalid_cursor";
}

/** What of a list is as Slack documents it, and how many others there are. */
export function parseEach<Of>(schema: z.ZodType<Of>, list: readonly unknown[]): { entries: Of[]; leftOut: number } {
  const entries = list.flatMap((each) => {
    const parsed = schema.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
  return { entries, leftOut: list.length - entries.length };
}
