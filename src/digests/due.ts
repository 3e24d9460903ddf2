/** What the tick asks of digests. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { findNextDue } from "./repository.ts";
import { compileDueDigests } from "./use-cases.ts";

export async function nextDigestAt(db: Db): Promise<Instant | null> {
  return findNextDue(db);
}

export async function runDue(services: Services): Promise<number> {
  return compileDueDigests(services);
}
